"""What a real GPU gives is what the CPU gives, within a tolerance that is stated here.

Bits repeat on the CPU alone: all other tests run there (see tests/conftest.py).
"""

import json
import subprocess
import sys

import pytest
import torch
from interruptible import train
from kinds import ONE_OF_EACH_KIND

from msgan_lib.augment import augment_strongly
from msgan_lib.few_labels import load_few_labels
from msgan_lib.ground.seeding import named_generator
from msgan_lib.neighbours import Views
from msgan_lib.propagation import propagate_labels
from msgan_lib.training.outcome import train_method

if not torch.cuda.is_available():
    pytest.skip("no GPU", allow_module_level=True)

# A GPU adds numbers in another order. How far the weights of a network moved away from
# those of the same training on the CPU, relative to how far training moved them.
TOLERANCE = 0.05


@pytest.mark.parametrize("method", ONE_OF_EACH_KIND)
def test_a_gpu_trains_as_the_cpu_does(train_on, method):
    start, here, there = (
        train_on(method, num_steps=steps, device=device)
        for steps, device in ((1, "cpu"), (4, "cpu"), (4, "cuda"))
    )
    weights, others, first = (
        torch.cat([value.flatten().double() for value in outcome.weights.values()])
        for outcome in (here, there, start)
    )
    moved = (weights - first).norm() or weights.norm()  # where there are no steps
    assert (weights - others).norm() <= TOLERANCE * moved


@pytest.mark.parametrize("method", ["semisupervised_with_gan", "plain_mlp_gan"])
def test_a_killed_training_goes_on_on_a_gpu(stripes, tmp_path, method):
    data = stripes.to("cuda")
    undisturbed = train(data, method)
    with pytest.raises(KeyboardInterrupt):
        train(data, method, tmp_path, stop_after=3)
    torch.rand(17), torch.rand(17, device="cuda")
    resumed = train(data, method, tmp_path)
    for first, second in zip(undisturbed.history, resumed.history, strict=True):
        assert first["loss"] == pytest.approx(second["loss"], rel=1e-2)


def test_a_gpu_finds_the_same_neighbours_and_hands_on_the_same_labels():
    data = load_few_labels()
    x = data.x_unlabelled[:3_000]
    (here, weights), (there, others) = (
        Views(images).neighbours() for images in (x, x.cuda())
    )
    assert (here == there.cpu()).float().mean() > 0.999  # ties aside
    torch.testing.assert_close(others.cpu(), weights, atol=1e-3, rtol=1e-3)
    given = data.x_labelled, data.y_labelled, x
    labels = propagate_labels(*given)
    there = propagate_labels(*(part.cuda() for part in given))
    assert (labels == there.cpu()).float().mean() > 0.999


def test_a_gpu_augments_as_the_cpu_does():
    x = load_few_labels().x_unlabelled[:50]
    here, there = (
        augment_strongly(images, named_generator(0, "augment")).cpu()
        for images in (x, x.cuda())
    )
    torch.testing.assert_close(here, there, atol=1e-4, rtol=0)


def test_a_short_training_errs_as_often_on_a_gpu():
    job = {"method": "semisupervised_without_gan", "num_steps": 150}
    here, there = (train_method(**job, device=name) for name in ("cpu", "cuda"))
    assert abs(here.test.error_percent - there.test.error_percent) < 1.0


def test_lesson_14_runs_on_a_gpu_and_says_so(tmp_path):
    words = ["run", "solutions/14_full_training", "--profile", "smoke"]
    words += ["--device", "cuda", "--output-dir", tmp_path]
    command = [sys.executable, "-m", "msgan_tools.cli", *words]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    result = json.loads(next(tmp_path.rglob("result.json")).read_text("utf-8"))
    assert result["versions"]["device"].startswith("cuda (")
    assert "--device cuda" in result["command"]
