"""The command line: what it refuses before anything starts, and what it says."""

import io
import sys

import nbformat
import pytest

from msgan_lib.ground import devices
from msgan_tools import cli
from msgan_tools.authoring import build, readme
from msgan_tools.run import command as run_command
from msgan_tools.run import notebook_file, runner


@pytest.fixture
def msgan(msgan_here):
    """Run `msgan WORDS` in this process: (exit code, stdout, stderr)."""
    return msgan_here


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


def test_help_names_every_command(msgan):
    code, out, _ = msgan("--help")
    assert code == 0
    for name in ("doctor", "run", "sweep", "table", "data", "weights", "notebooks"):
        assert f"\n  {name} " in out


@pytest.mark.parametrize(
    "words", [["run"], ["sweep"], ["table"], ["doctor"], ["data", "verify"],
              ["data", "fetch"], ["weights", "list"], ["weights", "verify"],
              ["weights", "make"], ["notebooks", "build"], ["notebooks", "check"]],
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
        (["weights"], "command", " weights"),
        (["weights", "make"], "'NAME'", " weights make"),
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


def test_the_device_is_chosen_before_anything_starts(course, msgan, monkeypatch):
    code, _, err = msgan("run", "03_rivals", "--device", "gpu")
    assert code == 1
    assert "no device 'gpu'; choose auto, cpu, cuda, mps" in err
    jobs = []
    monkeypatch.setattr(run_command, "_run_one", lambda job, *_: jobs.append(job) or {})
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
