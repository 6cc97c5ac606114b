"""Lesson 14, killed at five random moments, ends as if nothing had happened."""

import json
import os
import random
import signal
import subprocess
import sys
import time

import pytest
import torch

METHODS = (
    "supervised_single_scale",
    "supervised_multiscale",
    "semisupervised_without_gan",
    "semisupervised_with_gan",
)


def start(output):
    command = ["run", "14_full_training", "--profile", "smoke"]
    return subprocess.Popen(
        [sys.executable, "-m", "msgan_tools.cli", *command, "--output-dir", output],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def finish(output):
    process = start(output)
    text, _ = process.communicate(timeout=240)
    assert process.returncode == 0, text
    (folder,) = (output / "14_full_training").iterdir()
    return folder


def weights(folder, method):
    saved = torch.load(folder / f"{method}.pt", weights_only=True)
    return saved["state"]["parts"], saved["state"]["steps_done"]


def identical(a, b):
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(identical(a[key], b[key]) for key in a)
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(map(identical, a, b))
    return torch.equal(a, b) if isinstance(a, torch.Tensor) else a == b


@pytest.mark.timeout(900)
def test_five_kills_leave_no_trace_in_the_weights(tmp_path):
    began = time.monotonic()
    undisturbed = finish(tmp_path / "undisturbed")
    duration = time.monotonic() - began
    moments = [random.uniform(0, duration) for _ in range(5)]
    for moment in moments:
        process = start(tmp_path / "killed")
        time.sleep(moment)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()
    killed = finish(tmp_path / "killed")
    told = f"killed after {moments} of {duration} seconds"
    for method in METHODS:
        first, steps = weights(undisturbed, method)
        second, steps_again = weights(killed, method)
        assert steps == steps_again, told
        assert identical(first, second), f"{method}, {told}"
    results = [
        json.loads((folder / "result.json").read_text())
        for folder in (undisturbed, killed)
    ]
    errors = [
        {k: v for k, v in r["metrics"].items() if "seconds" not in k} for r in results
    ]
    assert errors[0] == errors[1], told
