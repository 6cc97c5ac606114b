import contextlib
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from unittest.mock import Mock

import psutil
import pytest
import torch

from msgan_lib.ground.errors import CourseError, KilledError
from msgan_lib.training import side_by_side
from msgan_lib.training.outcome import train_method
from msgan_lib.training.side_by_side import (
    TrainingsStopped,
    _JointProgress,
    train_side_by_side,
)

pytestmark = pytest.mark.slow

JOB = {"num_steps": 2, "labels_per_class": 2, "num_scored": 100}


def test_side_by_side_gives_the_same_bits_as_alone_in_order():
    jobs = [
        JOB | {"method": "semisupervised_with_gan"},
        JOB | {"method": "supervised_multiscale"},
        JOB | {"method": "supervised_single_scale"},  # in a worker that is used again
    ]
    outcomes = train_side_by_side(jobs)
    assert [outcome.method for outcome in outcomes] == [job["method"] for job in jobs]
    for job, outcome in ((jobs[0], outcomes[0]), (jobs[2], outcomes[2])):
        alone = train_method(**job)
        for name, weights in alone.weights.items():
            assert torch.equal(weights, outcome.weights[name])
        assert alone.test.error_percent == outcome.test.error_percent
    assert set(outcomes[0].generator_weights)
    assert outcomes[1].generator_weights == {}


def test_a_failing_training_stops_the_others_and_says_why():
    jobs = [
        JOB | {"method": "supervised_multiscale", "num_steps": 100_000},
        JOB | {"method": "supervised_multiscale", "labels_per_class": 7000},
    ]
    with pytest.raises(CourseError, match="labels_per_class must be from 1 to 4963"):
        train_side_by_side(jobs)


@pytest.mark.parametrize(("code", "killed"), [(-9, True), (1, False)])
def test_a_training_that_the_system_killed_is_told_as_such(monkeypatch, code, killed):
    ours, theirs = multiprocessing.Pipe()
    process = Mock(exitcode=code)

    def die(connections):
        theirs.close()
        return connections

    monkeypatch.setattr(side_by_side, "_start_worker", lambda copied: (ours, process))
    monkeypatch.setattr(side_by_side, "wait", die)
    with pytest.raises(CourseError, match=f"exit code {code}") as told:
        train_side_by_side([JOB | {"method": "supervised_multiscale"}])
    assert isinstance(told.value, KilledError) == killed
    process.kill.assert_called_once()


def test_a_worker_may_be_no_copy(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    [outcome] = train_side_by_side([JOB | {"method": "supervised_multiscale"}])
    assert outcome.history[-1]["step"] == 2


def test_an_unknown_method_is_told():
    with pytest.raises(
        CourseError, match="There is no method 'magic'; there are superv"
    ):
        train_method("magic", num_steps=1)


def test_a_bar_leaves_steps_of_an_earlier_attempt_out_of_its_rate(capsys):
    progress = _JointProgress([1_000, 1_000])
    for step in range(3):
        progress.update(0, "a", 600 + step, None)
        progress.update(1, "b", 500 + step, None)
    bar = progress.bar
    assert (bar.n, bar.initial) == (1_104, 1_100)
    progress.close()


# A lesson as a script: no `if __name__ == "__main__"`, so nobody may run it twice.
SCRIPT = """
from msgan_lib.training.side_by_side import train_side_by_side
print("the script runs", flush=True)
job = {
    "num_steps": 2, "labels_per_class": 2, "num_scored": 9,
    "method": "supervised_multiscale",
}
train_side_by_side([job])
print("trained", flush=True)
try:
    train_side_by_side(2 * [job | {"num_steps": 100_000}])
except KeyboardInterrupt as stop:
    print(stop, flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="there Ctrl-C is no signal to a group")
def test_a_script_trains_and_an_interruption_of_its_group_is_one_line(tmp_path):
    lesson = tmp_path / "lesson.py"
    lesson.write_text(SCRIPT)
    with subprocess.Popen(
        [sys.executable, lesson],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as script:
        said = []
        while "trained\n" not in said and (line := script.stdout.readline()):
            said.append(line)
        while script.poll() is None and len(workers_of(script)) < 2:
            time.sleep(0.01)
        os.killpg(script.pid, signal.SIGINT)
        rest, errors = script.communicate(timeout=60)
    assert said.count("the script runs\n") == 1
    assert rest.splitlines()[-1].startswith("The trainings were stopped. Run the cell")
    assert errors == ""
    assert script.returncode == 0


def workers_of(script):
    """Return the processes that train: copies of the one that has loaded PyTorch."""
    workers = []
    for child in psutil.Process(script.pid).children():
        with contextlib.suppress(psutil.NoSuchProcess):  # it has ended meanwhile
            workers += child.children()
    return workers


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is not there")
def test_trainings_end_with_a_process_that_is_killed(tmp_path):
    lesson = tmp_path / "lesson.py"
    lesson.write_text(SCRIPT)
    command, quiet = [sys.executable, lesson], subprocess.DEVNULL
    with subprocess.Popen(command, stdout=quiet) as script:
        try:
            while script.poll() is None and len(workers_of(script)) < 2:
                time.sleep(0.01)
            started = psutil.Process(script.pid).children(recursive=True)
        finally:
            script.kill()
    assert len(started) > 2
    _, alive = psutil.wait_procs(started, timeout=10)
    assert alive == []


def test_a_notebook_shows_an_interruption_without_a_traceback():
    assert TrainingsStopped("stopped")._render_traceback_() == ["stopped"]
