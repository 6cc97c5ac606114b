"""The command line: what it refuses before anything starts, and what it says."""

import errno
import io
import json
import subprocess
import sys
import time

import nbformat
import pytest

from msgan_lib.ground import devices
from msgan_lib.lesson import profiles, self_check
from msgan_tools import cli
from msgan_tools.authoring import build, readme
from msgan_tools.run import notebook_file, runner


@pytest.fixture
def msgan(capsys, monkeypatch):
    """Run `msgan WORDS` in this process: (exit code, stdout, stderr)."""

    def command(*words):
        monkeypatch.setattr(sys, "argv", ["msgan", *map(str, words)])
        with pytest.raises(SystemExit) as end:
            cli.main()
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return end.value.code, out, err

    return command


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course of two lessons that cannot run: nothing may start here."""
    cells = {
        "03_rivals": 'profile: str = "class"\nseed: int = 0',
        "14_full_training": 'profile: str = "class"\nseed: int = 0\n'
        'dataset: str = "mnist"\nlabels_per_class: int = 10',
    }
    for name, source in cells.items():
        cell = nbformat.v4.new_code_cell(source, metadata={"tags": ["parameters"]})
        nbformat.write(
            nbformat.v4.new_notebook(cells=[cell]), tmp_path / f"{name}.ipynb"
        )
    monkeypatch.setattr(notebook_file, "NOTEBOOKS", tmp_path)
    monkeypatch.setattr(runner, "run", None)
    return tmp_path


def test_help_is_quick_since_nothing_heavy_is_imported():
    code = (
        "import sys, msgan_tools.cli\n"
        "heavy = {'torch', 'numpy', 'papermill', 'nbformat', 'matplotlib', 'dask'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    times = []
    for _ in range(3):  # the machine may be busy with other tests
        start = time.perf_counter()
        command = [sys.executable, "-m", "msgan_tools.cli", "--help"]
        out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        times.append(time.perf_counter() - start)
    assert min(times) < 0.5
    for name in ("doctor", "run", "sweep", "table", "data", "notebooks"):
        assert f"\n  {name} " in out


@pytest.mark.parametrize(
    "words", [["run"], ["sweep"], ["table"], ["doctor"], ["data", "verify"],
              ["data", "fetch"], ["notebooks", "build"], ["notebooks", "check"]],
)  # fmt: skip
def test_every_command_has_help(msgan, words):
    code, out, err = msgan(*words, "--help")
    assert code == 0
    assert out.startswith(f"Usage: msgan {' '.join(words)}")
    assert len(out.splitlines()) > 4
    assert err == ""


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["15_nothing"], "no notebook '15_nothing'; there are 03_rivals, 14_full"),
        (["nothing.ipynb"], "no notebook 'nothing.ipynb'"),
        (["14_full_training", "-p", "lables=10"],
         "14_full_training has no parameter 'lables'; it has profile, seed, datas"),
        (["03_rivals", "14_full_training", "-p", "dataset=mnist"],
         "03_rivals has no parameter 'dataset'"),
        (["-p", "dataset=mnist"], "03_rivals has no parameter 'dataset'"),
        (["14_full_training", "-p", "seed=1", "-p", "seed=1"], "seed is given twice"),
        (["14_full_training", "-p", "labels_per_class=ten"],
         "Parameter 'labels_per_class' of 14_full_training is of type int, so it cannot"
         " be 'ten'"),
        (["14_full_training", "-p", "seed"], "-p takes NAME=VALUE"),
        (["14_full_training", "-p", "=1"], "-p takes NAME=VALUE"),
        (["14_full_training", "--profile", "fast"],
         "no profile 'fast'; choose one of smoke, class, full"),
        (["14_full_training", "-p", "profile=fast"], "no profile 'fast'"),
        (["14_full_training", "--profile", "full", "-p", "profile=full"],
         "The profile is given twice"),
        (["14_full_training", "-p", "dataset=minst"],
         "There is no dataset 'minst' (did you mean 'mnist'?); there are mnist, f"),
        *((["14_full_training", "-p", f"labels_per_class={count}"],
           f"labels_per_class must be from 1 to 4963, not {count}: the smallest class")
          for count in (0, -1, 7000)),
        (["14_full_training", "-p", f"seed={10**19}"], "seed must be from 0 to 42949"),
        (["14_full_training", "-p", "seed=-1"], "seed must be from 0 to 4294967295, n"),
    ],
)  # fmt: skip
def test_bad_input_is_refused_before_anything_starts(msgan, course, words, sentence):
    code, out, err = msgan("run", *words, "--output-dir", course / "runs")
    first, *rest = err.splitlines()
    assert first.startswith("error: ")
    assert sentence in first
    assert (code, out, rest) == (1, "", [])
    assert not (course / "runs").exists()


@pytest.mark.parametrize(
    ("words", "culprit", "command"),  # the rest of the sentence is click's
    [
        (["sing"], "'sing'", ""),
        ([], "command", ""),
        (["data"], "command", " data"),
        (["run", "--fast"], "--fast", " run"),
        (["run", "--time-limit", "0"], "'--time-limit'", " run"),
        (["run", "--time-limit", "soon"], "'--time-limit'", " run"),
        (["data", "fetch"], "'NAME'", " data fetch"),
        (["sweep"], "'SWEEP.yaml'", " sweep"),
        (["sweep", "x.yaml", "--workers", "0"], "'--workers'", " sweep"),
        (["sweep", "x.yaml", "--workers", "1", "--scheduler", "a"], "not both", " sw"),
        (["table"], "'DIR|FILE.jsonl'", " table"),
    ],
)
def test_bad_usage_is_told_in_one_line(msgan, words, culprit, command):
    code, out, err = msgan(*words)
    assert (code, out) == (2, "")
    assert err.startswith("error: ")
    assert culprit in err
    assert f"; see `msgan{command}" in err
    assert err.endswith(" --help`.\n")
    assert len(err.splitlines()) == 1


def test_an_output_directory_that_is_a_file(msgan, course, monkeypatch):
    monkeypatch.undo()
    (course / "runs").write_text("precious")
    path = course / "03_rivals.ipynb"
    code, _, err = msgan("run", path, "--output-dir", course / "runs")
    assert code == 1
    assert err.startswith("error: The folder ")
    assert "--output-dir" in err
    assert len(err.splitlines()) == 1
    assert (course / "runs").read_text() == "precious"


def fake_run(cpu):
    def run(job, **options):
        if "rivals" in job.notebook.name:
            raise runner.RunError("03_rivals: cell 1 raised ValueError: no")
        return {
            "notebook": job.notebook.name,
            "profile": job.parameters["profile"],
            "parameters": job.parameters,
            "metrics": {"ours/test_error_percent": 1.5},
            "seconds": {"wall": 10.0, "cpu": cpu},
        }

    return run


def test_without_names_all_lessons_run_and_answers_end_it(msgan, course, monkeypatch):
    monkeypatch.setattr(runner, "run", fake_run(cpu=359.0))
    code, out, err = msgan("run", "--output-dir", course / "runs", "-p", "seed=5")
    assert code == 1
    assert err.startswith("error: 03_rivals: cell 1 raised ValueError: no\n  log: ")
    assert "14_full_training: done in 10 seconds (5 min 59 s of CPU)" in out
    assert "\nours            1.50\n" in out
    assert "14_full_training (profile class, seed 5, dataset mnist, labels_pe" in out
    assert out.endswith("1 of 2 failed: 03_rivals\n")


@pytest.mark.parametrize("word", ["run", "nothing"])
def test_a_terminal_that_lacks_a_character_gets_its_number(
    course, monkeypatch, fake_main, word
):
    monkeypatch.setattr(runner, "run", fake_run(cpu=1.0))
    words = [word, "14_full_training", "--output-dir", course / "数据"]
    out, err = fake_main(*words, encoding="cp1252")
    assert ("\\u6570\\u636e" in out) == (word == "run")
    assert ("No such command" in err) == (word == "nothing")


@pytest.fixture
def fake_main(monkeypatch):
    """Run `msgan WORDS` on a terminal with another encoding: (stdout, stderr)."""

    def command(*words, encoding):
        streams = [io.TextIOWrapper(io.BytesIO(), encoding) for _ in range(2)]
        monkeypatch.setattr(sys, "argv", ["msgan", *map(str, words)])
        monkeypatch.setattr(sys, "stdout", streams[0])
        monkeypatch.setattr(sys, "stderr", streams[1])
        with pytest.raises(SystemExit):
            cli.main()
        for stream in streams:
            stream.flush()
        return [stream.buffer.getvalue().decode(encoding) for stream in streams]

    return command


def test_a_run_over_twice_its_budget_is_told(msgan, course, monkeypatch):
    monkeypatch.setattr(profiles, "MEASURED_MINUTES", {})
    monkeypatch.setattr(runner, "run", fake_run(cpu=361.0))
    code, _, err = msgan("run", "14_full_training", "--output-dir", course / "runs")
    assert code == 0
    assert err == (
        "warning: 14_full_training took 6 min 1 s of CPU, over twice its budget of "
        "3 minutes for profile class\n"
    )


def test_a_full_disk_is_told_in_one_line(msgan, course, monkeypatch):
    def full(*args, **options):
        raise OSError(28, "No space left on device", "log.txt")

    monkeypatch.setattr(runner, "run", full)
    code, _, err = msgan("run", "03_rivals", "--output-dir", course / "runs")
    assert (code, err) == (1, "error: log.txt: No space left on device\n")


def test_doctor_has_a_line_for_everything(msgan, monkeypatch):
    code, out, err = msgan("doctor")
    lines = out.splitlines()
    assert all(line.startswith(("[OK] ", "[FAIL] ")) for line in lines)
    failed = [line for line in lines if line.startswith("[FAIL]")]
    assert (code, bool(err)) == ((1, True) if failed else (0, False))
    for word in (
        "Python 3",
        "torch 2",
        "PyTorch computes",
        "data of mnist",
        "draws",
        "kernel python3 starts",
        "can be locked",
        "cores",
    ):
        assert any(word in line for line in lines), word

    found = self_check.version
    monkeypatch.setattr(
        self_check, "version", lambda name: "0.1" if name == "torch" else found(name)
    )
    monkeypatch.setattr(self_check, "OLDEST_PYTHON", (4, 0))
    monkeypatch.setattr(self_check, "FREE_GIGABYTES", 1e9)
    for check in ("check_kernel", "check_data"):  # they take their time
        monkeypatch.setattr(self_check, check, lambda: [self_check.Check(True, "")])
    code, out, err = msgan("doctor")
    assert code == 1
    assert "[FAIL] torch is 0.1; this course needs torch>=" in out
    assert "[FAIL] Python 3." in out
    assert "make room" in out
    assert err.startswith(f"error: {3 + len(failed)} of {len(lines)} checks failed")


def test_doctor_tries_the_device(monkeypatch):
    def problem_of(name):
        return "no kernel image" if name == "cuda" else None

    (check,) = self_check.check_device()
    assert check.ok
    assert check.text.startswith("a step of training works on cpu; ")
    assert len(str(check)) <= 88  # lesson 00 prints it
    # One that is there and too old.
    monkeypatch.setattr(devices, "a_gpu_computes", lambda: False)
    monkeypatch.setattr(devices, "problem_of", problem_of)
    monkeypatch.setattr(self_check, "problem_of", problem_of)
    monkeypatch.setattr("torch.cuda.is_available", lambda: True)
    monkeypatch.setattr("torch.cuda.get_device_name", lambda *_: "Tesla K80")
    monkeypatch.delenv("MSGAN_DEVICE")
    (check,) = self_check.check_device()
    assert (check.ok, check.text) == (
        True,
        "a step of training works on cpu; the GPU Tesla K80 is not used (no kernel "
        "image)",
    )
    monkeypatch.setenv("MSGAN_DEVICE", "cuda")
    (check,) = self_check.check_device()
    assert not check.ok
    assert "'cuda' can't be used: no kernel image" in check.text


def test_the_device_is_chosen_before_anything_starts(course, msgan, monkeypatch):
    code, _, err = msgan("run", "03_rivals", "--device", "gpu")
    assert code == 1
    assert "no device 'gpu'; choose auto, cpu, cuda, mps" in err
    jobs = []
    monkeypatch.setattr(cli, "_run_one", lambda job, *_: jobs.append(job) or {})
    monkeypatch.setattr("msgan_tools.run.answer.answer", lambda *_: "")
    monkeypatch.setattr(devices, "problem_of", lambda name: None)
    for words in ([], ["--device", "cpu"], ["--device", "cuda"]):
        assert msgan("run", "03_rivals", *words)[0] == 0
    monkeypatch.setenv("MSGAN_DEVICE", "cuda")
    assert msgan("run", "03_rivals")[0] == 0
    assert [job.device for job in jobs] == ["cpu", "cpu", "cuda", "cuda"]
    assert jobs[0].folder == jobs[1].folder
    assert jobs[1].folder != jobs[2].folder == jobs[3].folder


def test_rows_are_recorded_on_a_cpu(msgan, tmp_path):
    words = ["data/sweeps/example.yaml", "--record", tmp_path / "rows.jsonl"]
    code, _, err = msgan("sweep", *words, "--device", "cuda")
    assert code == 1
    assert "Recorded rows are from CPUs, where bits repeat" in err


def test_doctor_finds_a_stale_kernel(tmp_path, monkeypatch):
    stale = tmp_path / "kernels" / "python3"
    stale.mkdir(parents=True)
    spec = {"argv": ["/bin/false"], "display_name": "stale", "language": "python"}
    (stale / "kernel.json").write_text(json.dumps(spec))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    (check,) = self_check.check_kernel()
    assert not check.ok
    assert "python3 (/bin/false) does not start" in check.text
    assert str(stale) in check.text
    # It starts, in this very Python, and finds another msgan_lib there.
    other = tmp_path / "msgan_lib"
    other.mkdir()
    (other / "__init__.py").touch()
    program = ["-m", "ipykernel_launcher", "-f", "{connection_file}"]
    spec |= {"argv": [sys.executable, *program], "env": {"PYTHONPATH": str(tmp_path)}}
    (stale / "kernel.json").write_text(json.dumps(spec))
    (check,) = self_check.check_kernel()
    assert not check.ok
    assert f"imports {other / '__init__.py'}; remove its description" in check.text


def test_doctor_tries_locks_and_the_right_to_write(monkeypatch):
    fcntl = pytest.importorskip("fcntl")

    def missing(file, operation):
        raise OSError(errno.ENOSYS, "Function not implemented")

    assert all(check.ok for check in self_check.check_disk())
    monkeypatch.setattr(fcntl, "flock", missing)
    written, locked, _ = self_check.check_disk()
    assert (written.ok, locked.ok) == (True, False)
    assert "has no locks" in locked.text
    assert "--output-dir" in locked.text


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("scipy.stats", "statistics could not be checked"),
        ("skimage.feature", "statistics could not be checked"),
        ("matplotlib.figure", "pictures could not be checked"),
        ("jupyter_client.manager", "does not start"),
    ],
)
def test_doctor_tries_what_is_there_and_broken(monkeypatch, name, line):
    monkeypatch.setitem(sys.modules, name, None)
    tried = (
        self_check.check_statistics,
        self_check.check_pictures,
        self_check.check_kernel,
    )
    if name != "jupyter_client.manager":
        tried = tried[:2]
    failed = [
        check for each in tried for check in self_check._guarded(each) if not check.ok
    ]
    assert len(failed) == 1
    assert line in failed[0].text


@pytest.mark.parametrize("package", ["packaging", "psutil", "numpy", "torchvision"])
def test_doctor_says_that_a_package_is_missing(msgan, monkeypatch, package):
    monkeypatch.setattr(self_check, "check_kernel", lambda: [])  # it takes its time
    monkeypatch.setitem(sys.modules, package, None)
    for name in list(sys.modules):  # they would not import it again
        if name.startswith(("msgan_lib.image_files", f"{package}.")):
            monkeypatch.delitem(sys.modules, name)
    code, out, err = msgan("doctor")
    failed = [line for line in out.splitlines() if line.startswith("[FAIL]")]
    assert any(package in line and "pip install -e" in line for line in failed)
    assert (code, err.count("\n")) == (1, 1)


def test_notebooks_check_lists_the_problems(msgan, monkeypatch):
    monkeypatch.setattr(build, "check", lambda stems: [f"{stems[0]} differs"])
    assert msgan("notebooks", "check", "03_rivals") == (
        1,
        "",
        "error: 03_rivals differs\n",
    )
    monkeypatch.setattr(build, "check", lambda stems: [])
    code, out, err = msgan("notebooks", "check")
    assert (code, err) == (0, "")
    assert "every notebook" in out


def test_notebooks_build_hands_its_options_on(msgan, monkeypatch):
    calls = []

    def built(stems, *, force=False, execute=True):
        calls.append((tuple(stems), force, execute))
        return ["03_rivals.ipynb"]

    monkeypatch.setattr(build, "build", built)
    monkeypatch.setattr(readme, "refresh", lambda: ["README.md"])
    assert msgan("notebooks", "build") == (
        0,
        "wrote 03_rivals.ipynb\nwrote README.md\n",
        "",
    )
    msgan("notebooks", "build", "03_rivals", "--force", "--no-execute")
    assert calls == [((), False, True), (("03_rivals",), True, False)]
