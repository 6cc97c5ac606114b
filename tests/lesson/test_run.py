import json
import math
import re
import subprocess
import sys
import time

import numpy as np
import pytest

from msgan_lib import PROJECT_ROOT
from msgan_lib.ground import folders
from msgan_lib.ground.errors import CourseError
from msgan_lib.lesson import run as results
from msgan_lib.lesson.result_file import ResultError, finished, read_result
from msgan_lib.lesson.run import start_run

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
        "revision": "a" * 40,
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
    # A cell may have been changed: nobody knows what makes this result again.
    assert result["command"] == result["revision"] == "unknown"
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
    assert result["revision"] == "a" * 40
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
    subprocess.run([sys.executable, "-c", code], check=True)
    assert run.clock.read()["cpu"] >= start["cpu"] + 0.6 >= 1000.6


@pytest.mark.parametrize("where", ["run_dir", "planned"])
def test_a_clock_that_is_set_back_takes_no_seconds_away(request, monkeypatch, where):
    request.getfixturevalue(where)
    run = start_run("tiny", **PARAMETERS)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now - 3600)
    assert 0 <= run.clock.read()["wall"] < 60


def test_no_duration_is_taken_from_a_clock_that_somebody_sets():
    folders = ("msgan_lib", "msgan_tools", "notebooks/source")
    sources = [
        file for each in folders for file in PROJECT_ROOT.glob(f"{each}/**/*.py")
    ]
    assert len(sources) > 60
    wrong = re.compile(r"\btime\.time\(|\bdatetime\b")
    assert [path for path in sources if wrong.search(path.read_text("utf-8"))] == []


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
