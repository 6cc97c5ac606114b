import json
import math
import os
import re
import shlex
import subprocess
import time

import numpy as np
import pytest
import torch

from msgan_lib import PROJECT_ROOT
from msgan_lib.ground import folders
from msgan_lib.ground.errors import CourseError
from msgan_lib.lesson import provenance
from msgan_lib.lesson import run as results
from msgan_lib.lesson.provenance import (
    NoRevision,
    command_line,
    find_revision,
    revision,
    versions,
)
from msgan_lib.lesson.run import ResultError, finished, read_result, start_run
from msgan_tools.sweep import record

PARAMETERS = {"profile": "smoke", "seed": 2, "dataset": "mnist"}
METRICS = {"ours/test_error_percent": 1.5, "ours/images_count": 10}


@pytest.fixture
def run_dir(tmp_path, monkeypatch):
    """A run folder as plain papermill or a test hands it over."""
    monkeypatch.setenv("MSGAN_RUN_DIR", str(tmp_path))
    return tmp_path


@pytest.fixture
def planned(run_dir):
    """A run folder as the runner prepares it."""
    plan = {
        "notebook": "solutions/tiny",
        "parameters": {**PARAMETERS, "labels_per_class": 10},
        "command": "msgan run solutions/tiny",
        "started": time.monotonic() - 10,
    }
    (run_dir / "run.json").write_text(json.dumps(plan))
    return run_dir


def test_in_jupyterlab_results_go_to_interactive_without_checkpoints(
    tmp_path, monkeypatch, capsys
):
    monkeypatch.delenv("MSGAN_RUN_DIR", raising=False)
    monkeypatch.delenv("MSGAN_PROFILE", raising=False)
    (tmp_path / "notebooks").mkdir()
    for module in (results, folders):
        monkeypatch.setattr(module, "PROJECT_ROOT", tmp_path)
    run = start_run("14_full_training", profile="class", seed=1)
    assert capsys.readouterr().out == ""
    assert run.folder == tmp_path / "runs" / "interactive" / "14_full_training"
    assert run.checkpoint("with_gan") is None
    run.save(METRICS)
    result = read_result(run.folder / "result.json")
    assert result["command"] == "msgan run 14_full_training --profile class -p seed=1"
    assert result["parameters"] == {"profile": "class", "seed": 1}


def test_where_one_installation_serves_all_results_go_home(
    tmp_path, monkeypatch, capsys
):
    monkeypatch.delenv("MSGAN_RUN_DIR", raising=False)
    monkeypatch.setattr(folders, "_may_write", lambda folder: False)
    monkeypatch.setenv("HOME", str(tmp_path / "anna"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "anna"))
    run = start_run("14_full_training", profile="class")
    home = tmp_path / "anna" / "msgan" / "runs" / "interactive" / "14_full_training"
    assert run.folder == home
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith(f"results go to {home}: ")
    run.save(METRICS)
    assert read_result(home / "result.json")["metrics"] == METRICS


def test_a_folder_that_cannot_be_made_is_told(tmp_path, monkeypatch):
    (tmp_path / "anna").write_text("a file in the folder's place")
    monkeypatch.setenv("MSGAN_RUN_DIR", str(tmp_path / "anna" / "runs"))
    with pytest.raises(CourseError, match="set MSGAN_RUN_DIR to a folder of yours"):
        start_run("tiny", profile="smoke")


def test_the_profile_in_effect_is_recorded(run_dir, monkeypatch):
    monkeypatch.setenv("MSGAN_PROFILE", "smoke")
    run = start_run("tiny", profile="full", seed=0)
    assert run.profile == run.parameters["profile"] == "smoke"
    run.save(METRICS)
    assert read_result(run_dir / "result.json")["profile"] == "smoke"
    assert run.checkpoint("a") is None  # nobody says that this is the same run


def test_under_the_runner_its_plan_is_recorded(planned):
    run = start_run("tiny", **PARAMETERS)
    assert run.checkpoint("with_gan") == planned / "with_gan.pt"
    run.save(METRICS)
    result = read_result(planned / "result.json")
    assert result["notebook"] == "solutions/tiny"
    assert result["command"] == "msgan run solutions/tiny"
    assert result["parameters"]["labels_per_class"] == 10
    assert result["data"]["dataset"] == "mnist"
    assert len(result["data"]["checksum"]) == 64
    assert result["metrics"] == METRICS


def test_a_cell_may_not_change_what_the_runner_set(planned):
    with pytest.raises(CourseError, match="seed = 2, but a cell changed it to 3"):
        start_run("tiny", **{**PARAMETERS, "seed": 3})


def test_seconds_of_earlier_attempts_and_of_children_count(planned, monkeypatch):
    # The parent here is the whole test run: its other tests' processes come and go,
    # and the seconds of one whose parent was killed leave the tree with it.
    monkeypatch.setattr(results.psutil.Process, "parent", lambda process: None)
    before = {"wall": 100.0, "cpu": 1000.0}
    attempt = {"wall": 7.0, "cpu": 7.0}  # this one, which the clock itself reads
    seconds = {"before": before, "attempt": attempt}
    (planned / "seconds.json").write_text(json.dumps(seconds))
    run = start_run("tiny", **PARAMETERS)
    start = run.clock.read()
    assert 110 <= start["wall"] < 120
    code = "import time\nwhile time.process_time() < 0.7: pass"
    subprocess.run([provenance.sys.executable, "-c", code], check=True)
    assert run.clock.read()["cpu"] >= start["cpu"] + 0.6 >= 1000.6


@pytest.mark.parametrize("where", ["run_dir", "planned"])
def test_a_clock_that_is_set_back_takes_no_seconds_away(request, monkeypatch, where):
    request.getfixturevalue(where)
    run = start_run("tiny", **PARAMETERS)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now - 3600)
    assert 0 <= run.clock.read()["wall"] < 60


def test_no_duration_is_taken_from_a_clock_that_somebody_sets():
    sources = [*PROJECT_ROOT.glob("msgan_lib/**/*.py")]
    sources += PROJECT_ROOT.glob("notebooks/source/**/*.py")
    assert len(sources) > 60
    wrong = re.compile(r"\btime\.time\(|\bdatetime\b")
    found = [path for path in sources if wrong.search(path.read_text("utf-8"))]
    assert found == []


def test_an_unknown_dataset_is_refused(run_dir):
    with pytest.raises(CourseError, match="minst"):
        start_run("tiny", profile="smoke", dataset="minst")


def test_numpy_numbers_become_plain_ones(run_dir):
    run = start_run("tiny", profile="smoke")
    run.save({"a/b": np.float32(0.5), "a/c": np.int64(3)})
    assert read_result(run_dir / "result.json")["metrics"] == {"a/b": 0.5, "a/c": 3}


@pytest.mark.parametrize(
    "metrics",
    [
        {},
        {"error": 1.0},
        {"a/b/c": 1.0},
        {"a/test error": 1.0},
        {"a/b": math.nan},
        {"a/b": math.inf},
        {"a/b": True},
        {"a/b": "1.0"},
        {"a/b": None},
        {"a/b": {"c": 1.0}},
    ],
    ids=str,
)
def test_bad_metrics_are_refused_and_a_good_result_stays(run_dir, metrics):
    run = start_run("tiny", profile="smoke")
    run.save(METRICS)
    good = (run_dir / "result.json").read_bytes()
    with pytest.raises(ResultError):
        run.save(metrics)
    assert (run_dir / "result.json").read_bytes() == good


def test_only_a_whole_result_counts_as_done(run_dir):
    assert finished(run_dir) is None
    start_run("tiny", profile="smoke").save(METRICS)
    path = run_dir / "result.json"
    good = path.read_text()
    assert finished(run_dir)["metrics"] == METRICS
    broken = [good[:-10], "", "[]", "null", "\x00\xff", good.replace("1.5", "NaN")]
    content = json.loads(good)
    broken += [
        json.dumps({k: v for k, v in content.items() if k != n}) for n in content
    ]
    broken += [json.dumps({**content, "seconds": {"wall": 1.0}})]
    broken += [json.dumps({**content, "metrics": {"a/b": "1"}})]
    for text in broken:
        path.write_text(text)
        assert finished(run_dir) is None, text
        with pytest.raises(ResultError):
            read_result(path)


def test_the_command_survives_the_shell():
    parameters = {"profile": "full", "seed": 1, "method": "two words", "on": True}
    words = shlex.split(command_line("one_run", parameters))
    assert words[:5] == ["msgan", "run", "one_run", "--profile", "full"]
    assert words[5:] == ["-p", "seed=1", "-p", "method=two words", "-p", "on=true"]
    words = shlex.split(command_line("one_run", parameters, "cuda"))
    assert words[5:7] == ["--device", "cuda"]


def test_versions_say_on_what_the_bits_depend():
    found = versions()
    assert {"python", "torch", "torchvision", "numpy", "msgan_lib"} < set(found)
    assert "unknown" not in found.values()
    assert found["processor"]
    assert found["device"] == "cpu"
    assert found["instructions"] == torch.backends.cpu.get_cpu_capability()


def test_revision_of_a_checkout(tmp_path, monkeypatch):
    def git(*words):
        identity = ["-c", "user.name=A", "-c", "user.email=a@b.c"]
        command = ["git", "-C", str(tmp_path), *identity, *words]
        return subprocess.run(
            command, capture_output=True, text=True, check=True
        ).stdout

    monkeypatch.setattr(provenance, "PROJECT_ROOT", tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert revision() == "unknown"
    git("init")
    with pytest.raises(NoRevision, match=r"git says: .*HEAD"):
        find_revision()  # nothing is committed
    (tmp_path / "msgan_lib").mkdir()
    module = tmp_path / "msgan_lib" / "data.py"
    module.write_text("x = 1\n")
    git("add", ".")
    git("commit", "-m", "first")
    commit = git("rev-parse", "HEAD").strip()
    assert revision() == commit
    (tmp_path / "results.jsonl").write_text("{}\n")
    assert revision() == commit  # results recorded since then are no change
    # A filter of the user's, as of those who strip notebooks, changes no file.
    strip = {"filter.strip.clean": "tr x y", "core.attributesFile": tmp_path / "mine"}
    (tmp_path / "mine").write_text("*.py filter=strip\n")
    for number, (name, value) in enumerate(strip.items()):
        monkeypatch.setenv(f"GIT_CONFIG_KEY_{number}", name)
        monkeypatch.setenv(f"GIT_CONFIG_VALUE_{number}", str(value))
    monkeypatch.setenv("GIT_CONFIG_COUNT", str(len(strip)))
    os.utime(module, (0, 0))
    assert "M msgan_lib/data.py" in git("status", "--porcelain")
    assert revision() == commit
    # Git's variables are another repository's, where a hook started us.
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "elsewhere"))
    assert revision() == commit
    monkeypatch.delenv("GIT_DIR")
    monkeypatch.delenv("GIT_INDEX_FILE")
    module.write_text("x = 2\n")
    assert revision() == commit + "-dirty"
    module.write_text("x = 1\n")
    assert revision() == commit
    added = tmp_path / "msgan_lib" / "more.py"
    added.touch()
    assert revision() == commit + "-dirty"
    git("add", ".")
    assert revision() == commit + "-dirty"
    git("rm", "-qf", "msgan_lib/more.py")
    module.rename(tmp_path / "gone.py")
    assert revision() == commit + "-dirty"
    monkeypatch.setattr(provenance, "PROJECT_ROOT", tmp_path / "msgan_lib")
    assert revision() == "unknown"  # a library inside somebody else's repository


def test_git_says_why_there_is_no_revision(tmp_path, monkeypatch):
    program = tmp_path / "git"
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoRevision, match="git is not installed; install it"):
        find_revision()
    program.write_text("#!/bin/sh\nexec /bin/sleep 20\n")
    program.chmod(0o755)
    monkeypatch.setattr(provenance, "GIT_SECONDS", 0.2)
    with pytest.raises(NoRevision, match=r"git did not answer within 0.2 s"):
        find_revision()
    monkeypatch.undo()


def test_a_clone_of_another_user_is_told_with_gits_remedy(tmp_path, monkeypatch):
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    monkeypatch.setattr(provenance, "PROJECT_ROOT", tmp_path)
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    keep = provenance.KEPT
    monkeypatch.setattr(provenance, "KEPT", (*keep, "GIT_TEST"))
    with pytest.raises(CourseError, match="committed code only") as told:
        record.check_clean()
    assert "git says: detected dubious ownership in repository at" in str(told.value)
    assert "git config --global --add safe.directory" in str(told.value)
    assert "\n" not in str(told.value)


def test_revision_here_is_a_commit_or_unknown():
    found = revision().removesuffix("-dirty")
    has_git = (PROJECT_ROOT / ".git").exists()
    assert len(found) == 40 if has_git else found == "unknown"
