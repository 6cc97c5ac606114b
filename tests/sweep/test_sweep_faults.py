"""What may befall a sweep, with real processes: each run is done once, or told why not.

The runs are tiny notebooks; a run notes in a file of its own that it came to its end.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter

import psutil
import pytest

from msgan_tools.run.runner import LOG

pytestmark = pytest.mark.slow

START = """
from msgan_lib.lesson.run import start_run
run = start_run("tiny", profile=profile, seed=seed)
"""
HOLD = """
import os, time
from pathlib import Path
marks = Path(MARKS)
(marks / f"begun-{seed}").touch()
while (marks / f"hold-{seed}").exists():
    time.sleep(0.1)
"""
END = """
with open(marks / "ended", "a") as file:
    file.write(f"{seed}\\n")
run.save({"ours/test_error_percent": 1.0 + seed})
"""


class Tiny:
    """A sweep over seeds of a notebook that waits where it is told to."""

    def __init__(self, msgan, notebook, tmp_path):
        self.msgan, self.write, self.folder = msgan, notebook, tmp_path
        self.marks = tmp_path / "marks"
        self.marks.mkdir()

    def sweep(self, seeds, *cells, limits=""):
        hold = HOLD.replace("MARKS", repr(str(self.marks)))
        path = self.write("tiny", START, hold, *cells, END)
        file = self.folder / "sweep.yaml"
        file.write_text(
            f"notebook: {path}\nprofile: smoke\nseeds: {list(seeds)}\n{limits}"
        )
        return file

    def hold(self, seed, held=True):
        mark = self.marks / f"hold-{seed}"
        mark.touch() if held else mark.unlink()

    def wait_for(self, seed, sweep=None):
        """Wait until the run of `seed` has begun, while the process `sweep` goes on."""

        def begun():
            assert sweep is None or sweep.poll() is None, "the sweep has ended"
            return (self.marks / f"begun-{seed}").exists()

        self.msgan.wait_until(begun, 60)

    def forget_beginnings(self):
        for mark in self.marks.glob("begun-*"):
            mark.unlink()

    def ended(self):
        """How often each run came to its end."""
        path = self.marks / "ended"
        return Counter(map(int, path.read_text().split())) if path.exists() else {}

    def results(self):
        """The seeds that have a result."""
        paths = {}
        for path in (self.msgan.runs / "tiny").glob("*/result.json"):
            with contextlib.suppress(ValueError):
                paths[json.loads(path.read_text())["parameters"]["seed"]] = path
        return paths

    def nobody_is_left(self):
        self.msgan.wait_until(lambda: not self.msgan.alive(), 10)


@pytest.fixture
def tiny(msgan, notebook, tmp_path):
    return Tiny(msgan, notebook, tmp_path)


def errors(result):
    assert "Traceback" not in result.stdout + result.stderr, result.stderr
    return [line for line in result.stderr.splitlines() if line.startswith("error: ")]


def last_line(result):
    return result.stdout.splitlines()[-1]


def test_a_run_whose_worker_is_killed_is_repeated_but_not_for_ever(msgan, tiny):
    """The worker of run 0 is killed once, those of run 1 each time."""
    flag = tiny.marks / "mended"
    file = tiny.sweep(
        range(3),
        "import psutil\n"
        "once = marks / 'once'\n"
        f"again = seed == 1 and not Path({str(flag)!r}).exists()\n"
        "if again or (seed == 0 and not once.exists()):\n"
        "    once.touch()\n"
        "    psutil.Process().parents()[1].kill()\n    time.sleep(60)",
    )
    result = msgan.run(file, "--workers", 2, command="sweep")
    assert result.returncode == 1
    assert errors(result) == ["error: tiny seed=1: its worker died 3 times"]
    assert last_line(result) == "2 of 3 runs done, 1 failed"
    assert tiny.results().keys() == {0, 2}
    assert tiny.ended() == {0: 1, 2: 1}
    tiny.nobody_is_left()

    flag.touch()
    result = msgan.run(file, "--dry-run", command="sweep")
    assert (result.returncode, result.stderr) == (0, "")
    assert "1 failed earlier and are not repeated" in result.stdout
    assert last_line(result) == "3 runs, 2 done, about 0 minutes"
    result = msgan.run(file, command="sweep")
    assert result.returncode == 1
    [error] = errors(result)
    assert "failed earlier and was not repeated (--retry-failed): tiny: its w" in error

    result = msgan.run(file, "--workers", 1, "--retry-failed", command="sweep")
    assert (result.returncode, result.stderr) == (0, "")
    assert tiny.ended() == {0: 1, 1: 1, 2: 1}
    assert not list(msgan.runs.rglob("failed.json"))


def test_killed_runs_are_repeated_a_hanging_cell_and_one_that_eats_memory_are_not(
    msgan, tiny
):
    file = tiny.sweep(
        range(4),
        "first = marks / f'first-{seed}'\n"
        "if seed < 2 and not first.exists():\n"
        "    first.touch()\n"
        "    os.kill(os.getpid() if seed else os.getppid(), 9)\n    time.sleep(60)",
        "if seed == 2:\n    time.sleep(600)",
        "if seed == 3:\n    x = b'x' * 900_000_000\n    time.sleep(60)",
        limits="limits: {minutes: 0.3, gigabytes: 0.8}\n",
    )
    result = msgan.run(file, "--workers", 2, command="sweep")
    assert result.returncode == 1
    told = "\n".join(sorted(errors(result)))
    assert told.count("\n") == 3
    again = "; the same command repeats it"
    assert f"tiny seed=0: its process was killed in cell 4 (SIGKILL){again}" in told
    assert "tiny seed=1: the kernel died in cell 4 (killed, perhaps for want" in told
    assert told.count(again) == 2
    assert "tiny seed=2: stopped after its limit of 18 seconds in cell 5" in told
    assert "tiny seed=3: stopped in cell 6, since it used" in told
    assert result.stderr.count("\n  log: ") == 4
    assert last_line(result) == "0 of 4 runs done, 4 failed"
    assert tiny.ended() == {}
    tiny.nobody_is_left()

    result = msgan.run(file, "--dry-run", command="sweep")
    assert "2 were killed by the system and are repeated\n" in result.stdout
    text = file.read_text()  # from here on a busy machine may take its time
    file.write_text(text[: text.index("limits:")])
    result = msgan.run(file, "--workers", 2, command="sweep")
    assert result.returncode == 1
    assert result.stdout.count("it is repeated (time 1 of 3)\n") == 2
    assert last_line(result) == "2 of 4 runs done, 2 failed", result.stderr
    assert tiny.ended() == {0: 1, 1: 1}
    assert len(list(msgan.runs.rglob("failed.json"))) == 2
    assert len(errors(result)) == 2
    assert all("failed earlier and was not repeated" in e for e in errors(result))
    assert "limit of 18 seconds in cell 5" in result.stderr


def test_killed_then_ctrl_c_then_finished_then_a_result_cut_short(msgan, tiny):
    file = tiny.sweep(range(3))
    for seed in (1, 2):
        tiny.hold(seed)
    with msgan.start(file, "--workers", 1, command="sweep") as process:
        tiny.wait_for(1)
        process.kill()
    tiny.nobody_is_left()
    assert tiny.results().keys() == {0}

    tiny.forget_beginnings()
    with msgan.start(file, "--workers", 2, command="sweep") as process:
        for seed in (1, 2):
            tiny.wait_for(seed)
        for _ in range(4):  # by somebody who can't wait
            os.killpg(process.pid, signal.SIGINT)  # as a terminal does
            time.sleep(0.02)
        _, err = process.communicate(timeout=30)
    assert process.returncode == 130, err
    assert err == (
        "error: the sweep was stopped with 2 of 3 runs to do; the same command goes "
        "on.\n"
    )
    tiny.nobody_is_left()
    assert tiny.results().keys() == {0}

    for seed in (1, 2):
        tiny.hold(seed, False)
    result = msgan.run(file, "--workers", 2, command="sweep")
    assert (result.returncode, result.stderr) == (0, "")
    assert tiny.ended() == {0: 1, 1: 1, 2: 1}

    path = tiny.results()[2]
    path.write_text(path.read_text()[:100])
    result = msgan.run(file, "--dry-run", command="sweep")
    assert last_line(result).startswith("3 runs, 2 done, about ")
    result = msgan.run(file, "--workers", 1, command="sweep")
    assert (result.returncode, result.stderr) == (0, "")
    assert tiny.ended() == {0: 1, 1: 1, 2: 2}
    tiny.nobody_is_left()


def test_two_sweeps_at_once_on_one_directory_share_the_runs(msgan, tiny):
    file = tiny.sweep(
        range(3),
        "if seed == 2:\n    open(marks / 'tries', 'a').write('x')\n    1 / 0",
    )
    tiny.hold(0)
    with (
        msgan.start(file, "--workers", 1, command="sweep") as first,
        msgan.start(file, "--workers", 1, command="sweep") as second,
    ):
        tiny.wait_for(1)  # the one that met the other's run went on with the next
        tiny.hold(0, False)
        told = [process.communicate(timeout=120) for process in (first, second)]
    assert [process.returncode for process in (first, second)] == [1, 1], told
    for out, err in told:
        assert out.splitlines()[-1] == "2 of 3 runs done, 1 failed"
        assert err.startswith("error: tiny seed=2: cell 4 raised ZeroDivisionError")
    assert tiny.ended() == {0: 1, 1: 1}
    assert (tiny.marks / "tries").read_text() == "x"
    tiny.nobody_is_left()


def test_a_full_disk(msgan, tiny, small_disk):
    msgan.runs = small_disk
    file = tiny.sweep(
        range(2), "if seed == 1: (run.folder / 'big').write_bytes(b'x' * 500_000)"
    )
    result = msgan.run(file, "--workers", 1, command="sweep")
    assert result.returncode == 1
    assert any(
        "seed=1: " in e and "No space left on device" in e for e in errors(result)
    )
    assert 0 in tiny.results()
    tiny.nobody_is_left()
    more = ["mount", "-o", "remount,size=50m", str(small_disk)]
    subprocess.run(more, check=True)
    result = msgan.run(file, "--workers", 1, "--retry-failed", command="sweep")
    assert (result.returncode, result.stderr) == (0, "")
    assert tiny.results().keys() == {0, 1}
    assert tiny.ended()[0] == 1


class Cluster:
    """A scheduler and two workers, started as the README says."""

    def __init__(self, folder, env):
        self.file = folder / "scheduler.json"
        self.file.unlink(missing_ok=True)
        self.env, self.folder = env, folder
        self.processes = [
            self.dask("scheduler", "--host", "127.0.0.1", "--port", "0",
                      "--scheduler-file", str(self.file), "--no-dashboard"),
        ]  # fmt: skip
        self.scheduler = self.processes[0]

    def dask(self, *words):
        with open(self.folder / "dask.log", "a") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "dask", *words],
                env=self.env,
                cwd=self.folder,
                stdout=log,
                stderr=log,
            )

    def ready(self):
        """Tell whether the scheduler has written where it is, and all of it."""
        with contextlib.suppress(OSError, ValueError):
            return bool(self.address)
        return False

    def start_workers(self):
        self.processes.append(
            self.dask("worker", self.address, "--nworkers", "2", "--nthreads", "1",
                      "--memory-limit", "0", "--no-dashboard"),
        )  # fmt: skip

    @property
    def address(self):
        return json.loads(self.file.read_text())["address"]

    def kill(self):
        for process in self.processes:
            process.kill()
            process.wait()


def test_workers_started_by_hand_outlive_a_sweep_and_its_runs_do_not(
    msgan, tiny, tmp_path
):
    """The sweep is stopped, then killed; then the scheduler is, and all goes on."""
    file = tiny.sweep(range(3))
    tiny.hold(0)
    tiny.hold(1)
    cluster = Cluster(tmp_path, msgan.env)

    @contextlib.contextmanager
    def begun():
        tiny.forget_beginnings()
        words = (file, "--scheduler", cluster.address)
        with msgan.start(*words, command="sweep") as process:
            if len(cluster.processes) == 1:
                cluster.start_workers()  # it waits for them
            try:
                for seed in (0, 1):
                    tiny.wait_for(seed, process)
            except AssertionError:
                process.kill()
                logs = [tmp_path / "dask.log", *msgan.runs.rglob(LOG)]
                told = [*process.communicate(), *(log.read_text() for log in logs)]
                raise AssertionError("\n---\n".join(told)) from None
            yield process

    try:
        msgan.wait_until(cluster.ready)
        with begun() as process:
            process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=30)
        assert process.returncode == 130
        assert err.startswith("error: the sweep was stopped with 3 of 3 runs to do")
        assert not kernels(msgan)

        with begun() as process:
            process.kill()
        msgan.wait_until(lambda: not kernels(msgan), 10)
        assert [process.poll() for process in cluster.processes] == [None, None]

        with begun() as process:
            cluster.scheduler.kill()
            out, err = process.communicate(timeout=60)
        assert process.returncode == 1
        assert err == (
            "error: The scheduler is gone; start it and its workers, and the same "
            "command goes on.\n"
        )
        assert "Traceback" not in out
        cluster.scheduler.wait()
        # Workers without a scheduler end, and their runs with them.
        msgan.wait_until(lambda: not kernels(msgan), 15)
        assert tiny.ended() == {}
    finally:
        cluster.kill()
    tiny.nobody_is_left()

    tiny.hold(0, False)
    tiny.hold(1, False)
    cluster = Cluster(tmp_path, msgan.env)
    try:
        msgan.wait_until(cluster.ready)
        cluster.start_workers()
        result = msgan.run(file, "--scheduler", cluster.address, command="sweep")
        assert (result.returncode, result.stderr) == (0, "")
        assert last_line(result) == "3 of 3 runs done"
        assert tiny.ended() == {0: 1, 1: 1, 2: 1}
    finally:
        cluster.kill()
    tiny.nobody_is_left()


def kernels(msgan):
    running = []
    for process in msgan.alive():
        with contextlib.suppress(psutil.Error):
            if "ipykernel_launcher" in " ".join(process.cmdline()):
                running.append(process)
    return running


def test_fail_fast_stops_the_others(msgan, tiny):
    file = tiny.sweep(range(3), "if seed == 0: raise ValueError('no')")
    tiny.hold(1)
    result = msgan.run(file, "--workers", 2, "--fail-fast", command="sweep")
    assert result.returncode == 1
    assert errors(result) == ["error: tiny seed=0: cell 4 raised ValueError: no"]
    assert last_line(result) == "0 of 3 runs done, 1 failed, 2 to do"
    tiny.nobody_is_left()


def test_no_scheduler_at_the_address(msgan, tiny):
    file = tiny.sweep([0])
    result = msgan.run(file, "--scheduler", "tcp://127.0.0.1:9", command="sweep")
    assert result.returncode == 1
    assert result.stderr.startswith("error: There is no Dask scheduler at tcp://127")
    assert result.stderr.count("\n") == 1
