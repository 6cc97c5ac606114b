from dataclasses import replace

import pytest
import torch

from msgan_lib.data import FewLabels
from msgan_lib.networks.discriminators import Discriminator
from msgan_lib.training.semisupervised import (
    SemiSupervisedRecipe,
    SemiSupervisedTraining,
)


@pytest.fixture(scope="module")
def data():
    """Ten stripes, a class each, in many slightly different images."""
    y = torch.arange(10).repeat(30)
    x = 0.1 * torch.rand(300, 1, 28, 28, generator=torch.Generator().manual_seed(0))
    for image, label in zip(x, y.tolist(), strict=True):
        image[0, 2 * label + 3, 4:24] += 0.8
        image[0, 20:22, 2 * label + 3] += 0.8
    return FewLabels(x[:10], y[:10], x, x[:20], y[:20], x[:20], y[:20])


def training(data, **changes):
    recipe = replace(SemiSupervisedRecipe(num_steps=40), **changes)
    return SemiSupervisedTraining(Discriminator(), None, data, recipe, seed=0)


def test_labels_of_neighbours_come_first_and_the_given_ones_later(data):
    started = training(data, share_propagated=0.25)
    for done in range(40):
        started.steps_done = done
        x, y, weight = started.known()
        if done < 10:
            assert weight == 1
            assert len(x) == len(y) == 300  # fewer than the 320 that will be drawn
            assert torch.equal(x, data.x_unlabelled)
        else:
            assert weight == started.recipe.weight_given
            assert torch.equal(x, data.x_labelled)
            assert torch.equal(y, data.y_labelled)


def test_no_more_images_get_labels_than_will_be_drawn_or_are_allowed(data):
    assert len(training(data, share_propagated=0.1).known()[0]) == 128  # 4 steps of 32
    assert len(training(data, num_propagated=50).known()[0]) == 50


def test_with_many_labels_all_of_them_count_from_the_start(data):
    x, y, weight = training(data, num_propagated=9).known()
    assert torch.equal(x, data.x_labelled)
    assert torch.equal(y, data.y_labelled)
    assert weight == 1


def test_a_step_learns_from_the_images_that_count(data, monkeypatch):
    started = training(data)
    pixels = torch.full((1, 1, 28, 28), 0.5)
    monkeypatch.setattr(started, "known", lambda: (pixels, torch.tensor([3]), 0.0))
    assert started.step()["labelled"] == 0  # the weight is 0
    monkeypatch.setattr(started, "known", lambda: (pixels, torch.tensor([3]), 2.0))
    losses = [started.step()["labelled"].item() for _ in range(12)]
    assert losses[-1] < losses[0] / 2  # the only class there is
