"""A training that was killed, twice, ends as if nothing had happened."""

import json
import random
import time

import pytest
import torch

pytestmark = pytest.mark.slow

START = """
from msgan_lib.lesson.run import start_run
run = start_run("training", profile=profile, seed=seed)
"""
# In a process of its own, as in a lesson; with a GAN, which has all kinds of parts.
TRAIN = """
from msgan_lib.training.side_by_side import train_side_by_side
[outcome] = train_side_by_side([
    dict(method="semisupervised_with_gan", labels_per_class=2, seed=seed,
         num_steps=30, steps_per_epoch=30, num_scored=100,
         checkpoint=run.checkpoint("training"), checkpoint_every=2)
])
"""
SAVE = 'run.save({"ours/test_error_percent": outcome.test.error_percent})'


def finish(msgan, path):
    """Return the whole state of the training, without its seconds, and the metrics."""
    result = msgan.run(path)
    assert result.returncode == 0, result.stderr
    folder = msgan.folder("training")
    state = torch.load(folder / "training.pt", weights_only=True)["state"]
    metrics = json.loads((folder / "result.json").read_text())["metrics"]
    return state["parts"], state["steps_done"], metrics


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
    assert identical(killed, finish(msgan, path)), f"killed after {moment} seconds"
