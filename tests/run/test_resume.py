"""Trainings that were killed, twice, end as if nothing had happened."""

import json
import random
import time

import pytest
import torch

pytestmark = pytest.mark.slow

METHODS = ["semisupervised_with_gan", "supervised_multiscale"]
START = """
from msgan_lib.lesson.run import start_run
run = start_run("training", profile=profile, seed=seed)
"""
TRAIN = f"""
from msgan_lib.training.side_by_side import train_side_by_side
outcomes = train_side_by_side([
    dict(method=method, num_steps=30, labels_per_class=2, seed=seed, num_scored=100,
         steps_per_epoch=30, checkpoint_every=2, checkpoint=run.checkpoint(method))
    for method in {METHODS}
])
"""
SAVE = """
run.save({f"{o.method}/test_error_percent": o.test.error_percent for o in outcomes})
"""


def finish(msgan, path):
    result = msgan.run(path)
    assert result.returncode == 0, result.stderr
    return msgan.folder("training")


def saved(folder, method):
    state = torch.load(folder / f"{method}.pt", weights_only=True)["state"]
    return state["parts"], state["steps_done"]


def identical(a, b):
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(identical(a[key], b[key]) for key in a)
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(map(identical, a, b))
    return torch.equal(a, b) if isinstance(a, torch.Tensor) else a == b


def test_kills_leave_no_trace_in_the_weights(msgan, notebook):
    path = notebook("training", START, TRAIN, SAVE)
    began = time.monotonic()
    with msgan.start(path) as process:  # killed in the middle of the training
        msgan.wait_until(lambda: list(msgan.runs.glob("training/*/*.pt")), 100)
        process.kill()
    moment = random.uniform(0, time.monotonic() - began)
    msgan.wait_until(lambda: not msgan.alive(), 10)
    assert not (msgan.folder("training") / "result.json").exists()
    with msgan.start(path) as process:  # and anywhere
        time.sleep(moment)
        process.kill()
    killed = finish(msgan, path)

    msgan.runs = msgan.runs.parent / "undisturbed"
    undisturbed = finish(msgan, path)
    for method in METHODS:
        first, second = saved(undisturbed, method), saved(killed, method)
        assert identical(first, second), f"{method}, killed after {moment} seconds"
    results = [
        json.loads((folder / "result.json").read_text())["metrics"]
        for folder in (undisturbed, killed)
    ]
    assert results[0] == results[1], f"killed after {moment} seconds"
