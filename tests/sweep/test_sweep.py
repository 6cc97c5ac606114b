"""`msgan sweep` where nothing goes wrong: what it plans, says, records and skips."""

import dataclasses
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil
import pytest

from msgan_lib import PROJECT_ROOT
from msgan_tools.run.provenance import command_line
from msgan_tools.sweep.plan import (
    Plan,
    forget_failures,
    name_of,
    plan_sweep,
    remember_failure,
    summary,
    varied,
)

pytestmark = pytest.mark.slow

START = """
from msgan_lib.lesson.run import start_run
run = start_run("tiny", profile=profile, seed=seed)
"""
SAVE = 'run.save({"ours/test_error_percent": 1.0 + seed})'


@pytest.fixture
def sweep(notebook, tmp_path):
    """Write a sweep over `seeds` of a notebook of these cells."""

    def write(seeds, *cells, text=""):
        path = notebook("tiny", *cells)
        file = tmp_path / "sweep.yaml"
        file.write_text(f"notebook: {path}\nprofile: smoke\nseeds: {list(seeds)}\n")
        with open(file, "a") as more:
            more.write(text)
        return file

    return write


def begun(msgan):
    """Whether a run of the notebook has come to its third cell."""
    logs = msgan.runs.glob("tiny/*/log.txt")
    return any("[cell 3 " in log.read_text() for log in logs)


def finish(job, **changes):
    """Write the result that a run of `job` would leave."""
    result = {
        "notebook": job.notebook.name,
        "profile": "smoke",
        "parameters": job.parameters,
        "metrics": {"ours/test_error_percent": 1.0 + job.parameters["seed"] % 7},
        "seconds": {"wall": 90.0, "cpu": 30.0},
        "versions": {},
        "data": job.data,
        "revision": "a" * 40,
        "command": command_line(job.notebook.argument, job.parameters),
    }
    job.folder.mkdir(parents=True)
    (job.folder / "result.json").write_text(json.dumps(result | changes))


def test_runs_of_other_numbers_in_the_recipe_are_other_runs(tmp_path):
    file = PROJECT_ROOT / "data" / "sweeps" / "learning_rate.yaml"
    jobs = plan_sweep(file, tmp_path).jobs
    assert len({job.folder for job in jobs}) == 6
    names = varied(jobs)
    assert names == ["label_seed", "recipe.lr"]
    assert name_of(jobs[0], names) == "one_run label_seed=100, recipe.lr=0.001"
    without = dataclasses.replace(
        jobs[0], parameters={**jobs[0].parameters, "recipe": {}}
    )
    assert varied([without, jobs[1]]) == ["label_seed", "recipe.lr"]
    assert name_of(without, names) == "one_run label_seed=100"


def test_a_sweep_goes_where_msgan_run_goes(msgan, sweep):
    file = sweep([3], START, SAVE)
    result = msgan.run(file, "--workers", 1, command="sweep")
    assert (result.returncode, result.stderr) == (0, "")
    assert "tiny: done in" in result.stdout  # one run has nothing to be told apart by
    assert result.stdout.splitlines()[-1] == "1 of 1 runs done"
    path = file.parent / "tiny.ipynb"
    result = msgan.run(path, "--profile", "smoke", "-p", "seed=3")
    assert "tiny: done already" in result.stdout
    folder = msgan.folder("tiny")
    assert (folder / "notebook.ipynb").exists()
    assert json.loads((folder / "result.json").read_text())["command"] == (
        f"msgan run {path} --profile smoke -p seed=3"
    )


def test_a_wrong_file_is_refused_before_anything_runs(msgan, sweep):
    file = sweep([0, 1], START, SAVE, text="grid:\n  seed: [2]\n")
    for words in ([], ["--dry-run"]):
        result = msgan.run(file, *words, command="sweep")
        assert (result.returncode, result.stdout) == (1, "")
        assert result.stderr == (
            f"error: {file}, line 5, field grid.seed: 'seed' is given in seeds too\n"
        )
    assert not msgan.runs.exists()


def test_a_dry_run_ends_with_the_line_of_numbers(msgan, sweep):
    file = sweep(range(10), START, SAVE)
    result = msgan.run(file, "--dry-run", "--workers", 2, command="sweep")
    # 12 seconds each, the budget of `smoke`, two at a time
    assert result.stdout == "10 runs, 0 done, about 1 minutes\n"
    assert not msgan.runs.exists()
    plan = plan_sweep(file, msgan.runs)
    for job in plan.jobs[:3]:
        finish(job)
    result = msgan.run(file, "--dry-run", "--workers", 2, command="sweep")
    assert result.stdout == "10 runs, 3 done, about 6 minutes\n"  # 90 s each


def test_what_is_not_known_is_said_and_reckoned_with(sweep):
    file = sweep([0], START, SAVE)
    file.write_text(file.read_text().replace("smoke", "full"))
    plan = plan_sweep(file, file.parent)
    assert summary(plan, 1) == [
        "no such run was measured yet: reckoned with 30 min each",
        "1 runs, 0 done, about 30 minutes",
    ]
    limited = Plan(plan.jobs, type(plan.limits)(minutes=7))
    assert summary(limited, 1) == ["1 runs, 0 done, about 7 minutes"]


def test_a_run_that_the_system_killed_is_repeated_three_times_at_most(sweep):
    file = sweep([0], START, SAVE)
    runs = file.parent / "runs"
    [job] = plan_sweep(file, runs).jobs
    for time in (1, 2, 3):
        remember_failure(job.folder, "tiny: killed", killed=True)
        plan = plan_sweep(file, runs)
        assert plan.todo == [job]
        assert plan.killed == {
            job.folder: f"tiny: killed; it is repeated (time {time} of 3)"
        }
        assert summary(plan, 1)[0] == "1 were killed by the system and are repeated"
    remember_failure(job.folder, "tiny: killed", killed=True)
    plan = plan_sweep(file, runs)
    assert (plan.todo, plan.failed) == ([], {job.folder: "tiny: killed"})
    forget_failures(plan)
    assert plan_sweep(file, runs).todo == [job]

    # One that fails by itself is not repeated, killed before or not.
    remember_failure(job.folder, "tiny: killed", killed=True)
    remember_failure(job.folder, "tiny: wrong")
    assert plan_sweep(file, runs).failed == {job.folder: "tiny: wrong"}


def test_a_notebook_changed_in_mid_sweep_is_not_taken_for_the_old_one(msgan, sweep):
    """Before it is changed, it is seen that everything listens on loopback alone."""
    flag = msgan.runs.parent / "changed"
    wait = f"import time, pathlib\nwhile not pathlib.Path({str(flag)!r}).exists():"
    file = sweep([0, 1], START, f"{wait}\n    time.sleep(0.05)", SAVE)
    notebook = file.parent / "tiny.ipynb"
    with msgan.start(file, "--workers", 1, command="sweep") as process:
        msgan.wait_until(lambda: begun(msgan))
        addresses = [
            connection.laddr.ip
            for listening in msgan.alive()
            for connection in listening.net_connections("inet")
            if connection.status == psutil.CONN_LISTEN
        ]
        content = notebook.read_text()
        notebook.write_text(content.replace("1.0 + seed", "2.0 + seed"))
        flag.touch()
        _, err = process.communicate(timeout=60)
    assert len(addresses) > 3  # scheduler, dashboard, nanny, worker
    assert set(addresses) <= {"127.0.0.1", "::1"}
    assert process.returncode == 1
    first = err.splitlines()[0]
    assert first.startswith("error: tiny seed=1: the notebook, the library or the data")
    assert len(list(msgan.runs.glob("tiny/*/result.json"))) == 1
    assert not list(msgan.runs.rglob("failed.json"))
    # The same command sees a new notebook: nothing of it is done.
    result = msgan.run(file, "--dry-run", command="sweep")
    assert result.stdout.startswith("2 runs, 0 done")


@pytest.fixture
def committed(tmp_path, msgan):
    """A copy of the course in a repository of its own, which `msgan` then uses."""
    course = tmp_path / "course"
    for name in ("msgan_lib", "notebooks"):
        shutil.copytree(
            PROJECT_ROOT / name,
            course / name,
            ignore=shutil.ignore_patterns("__pycache__"),
        )
    shutil.copy(PROJECT_ROOT / "pyproject.toml", course)
    (course / ".gitignore").write_text("__pycache__/\n")
    identity = ["-c", "user.name=test", "-c", "user.email=test@example.org"]
    for words in (["init", "-q"], ["add", "."], [*identity, "commit", "-qm", "all"]):
        subprocess.run(["git", *words], cwd=course, check=True)
    path = os.pathsep.join([str(course), msgan.env["PYTHONPATH"]])
    msgan.env |= {"PYTHONPATH": path, "MSGAN_DATA": str(PROJECT_ROOT / "data")}
    msgan.cwd = course
    return course


def test_a_record_gets_each_run_once_and_of_committed_code_only(
    msgan, sweep, tmp_path, committed
):
    file = sweep([0, 1], START, SAVE)
    rows = tmp_path / "rows.jsonl"
    words = (file, "--workers", 2, "--record", rows)

    result = msgan.run(*words, command="sweep")
    assert (result.returncode, result.stderr) == (0, "")
    first = [json.loads(line) for line in rows.read_text().splitlines()]
    assert sorted(row["parameters"]["seed"] for row in first) == [0, 1]
    for row in first:
        folder = msgan.runs / "tiny" / row.pop("digest")
        assert row == json.loads((folder / "result.json").read_text())
        assert len(row["revision"]) == 40

    # A row that was lost comes back from the run's folder; nothing is done again.
    text = rows.read_text()
    rows.write_text(text.splitlines(keepends=True)[0])
    result = msgan.run(*words, command="sweep")
    assert result.stdout == "2 of 2 runs done\n"
    assert sorted(rows.read_text()) == sorted(text)

    # A row is enough: without the folders, too, nothing is done again.
    msgan.runs = tmp_path / "elsewhere"
    result = msgan.run(*words, command="sweep")
    assert (result.returncode, result.stdout) == (0, "2 of 2 runs done\n")
    result = msgan.run(*words, "--dry-run", command="sweep")
    assert result.stdout == "2 runs, 2 done, about 0 minutes\n"
    assert not msgan.runs.exists()

    with open(committed / "msgan_lib" / "data.py", "a") as source:
        source.write("# changed\n")
    result = msgan.run(*words, command="sweep")
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith("error: --record takes results of committed code")
    assert result.stderr.count("\n") == 1


def test_a_result_of_uncommitted_code_is_not_recorded(
    msgan, sweep, tmp_path, committed
):
    file = sweep([0], START, SAVE)
    finish(plan_sweep(file, msgan.runs).jobs[0], revision="a" * 40 + "-dirty")
    rows = tmp_path / "rows.jsonl"
    result = msgan.run(file, "--record", rows, command="sweep")
    assert result.returncode == 1
    assert "the result of run" in result.stderr
    assert result.stdout == "1 of 1 runs done, 1 not recorded\n"
    assert not rows.exists() or rows.read_text() == ""


def test_ctrl_c_is_left_to_the_command_that_started_the_worker():
    code = (
        "import os, signal, sys\n"
        "from msgan_tools.sweep.worker import dask_setup\n"
        "dask_setup(None)\n"
        "os.kill(os.getpid(), signal.SIGINT)\n"
        "print('alive')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout == "alive\n"


# Runs `msgan`, then tells its peak of memory; what wait4 tells has the parent's in it.
PEAK = """
import re, sys
from pathlib import Path
from msgan_tools import cli
try:
    cli.main()
finally:
    status = Path("/proc/self/status").read_text()
    print(re.search(r"VmHWM:\\s+(\\d+)", status)[1], file=sys.stderr)
"""


@pytest.fixture(scope="module")
def ten_thousand():
    """A sweep of 10,000 runs, all of them done."""
    # In memory where there is such a place: to remove them from a disk takes longest.
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(dir=memory if memory.is_dir() else None))
    file = folder / "sweep.yaml"
    file.write_text(
        "notebook: one_run\nprofile: smoke\n"
        "methods: [supervised_multiscale, supervised_single_scale]\n"
        "grid:\n  labels_per_class: [1, 2, 5, 10, 20]\n"
        f"  label_seed: {list(range(10))}\nseeds: {list(range(100))}\n"
    )
    for job in plan_sweep(file, folder / "runs").jobs:
        method = job.parameters["method"]
        error = 5.0 + hash((method, str(job.parameters))) % 1000 / 500
        finish(job, metrics={f"{method}/test_error_percent": error})
    yield file
    shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc for the memory")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["sweep", "FILE", "--dry-run"], "10000 runs, 10000 done, about 0 minutes"),
        (["sweep", "FILE"], "10000 of 10000 runs done"),
        (
            ["table", "RUNS", "--baseline", "supervised_multiscale"],
            "supervised_single_scale  1000  ",  # ten draws, a hundred seeds
        ),
    ],
    ids=["planning", "resuming", "table"],
)
def test_ten_thousand_runs_take_ten_seconds_and_500_megabytes(
    ten_thousand, words, said
):
    runs = ten_thousand.parent / "runs"
    words = [{"FILE": str(ten_thousand), "RUNS": str(runs)}.get(w, w) for w in words]
    if words[0] == "sweep":
        words += ["--output-dir", str(runs)]
    command = [sys.executable, "-c", PEAK, *words]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    with process.stdout as out, process.stderr as err:
        text, peak = out.read(), err.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    assert any(line.startswith(said) for line in text.splitlines())
    # CPU seconds: another program on the machine does not count.
    seconds, megabytes = used.ru_utime + used.ru_stime, int(peak) / 1000
    print(f"{words[0]}: {seconds:.1f} CPU seconds, {megabytes:.0f} MB")
    assert seconds <= 10
    assert megabytes <= 500
