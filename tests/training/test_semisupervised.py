from dataclasses import replace

import pytest
import torch

from msgan_lib.data import FewLabels
from msgan_lib.networks.discriminators import Discriminator
from msgan_lib.training import semisupervised
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


def test_given_and_clear_handed_on_labels_are_known(data):
    x, y = training(data).known
    assert len(x) == len(y) == 10 + 0.9 * 300  # fewer than 20 a step: all take part
    assert torch.equal(x[:10], data.x_labelled)
    assert torch.equal(
        y, y[:10][torch.cdist(x.flatten(1), x[:10].flatten(1)).argmin(1)]
    )


def test_they_count_fully_at_first_and_little_later(data):
    started = training(data, share_full_weight=0.25, weight_later=0.3)
    for started.steps_done in range(40):
        expected = 1 if started.steps_done < 10 else 0.3
        assert started.weight_labelled() == expected


def test_a_short_training_hands_on_fewer_labels(data):
    short = training(data, num_steps=5, share_clear=1)
    assert len(short.known[0]) == 10 + 5 * 20


def test_the_clearest_labels_are_kept(data, monkeypatch):
    lead = torch.rand(300, generator=torch.Generator().manual_seed(1))
    monkeypatch.setattr(
        semisupervised, "propagate_labels", lambda *_: (torch.arange(300), lead)
    )
    x, y = training(data, share_clear=0.4).known
    assert set(y[10:].tolist()) == set(lead.argsort()[-120:].tolist())
    assert torch.equal(x[10:], data.x_unlabelled[y[10:]])


def test_with_more_labels_than_would_be_handed_on_only_these_count(data):
    many = training(data, num_steps=1, propagated_per_step=10)
    many.steps_done = 1
    assert torch.equal(many.known[0], data.x_labelled)
    assert torch.equal(many.known[1], data.y_labelled)
    assert many.weight_labelled() == 1


def test_a_step_learns_from_the_images_that_are_known(data, monkeypatch):
    started = training(data)
    started.known = torch.full((1, 1, 28, 28), 0.5), torch.tensor([3])
    monkeypatch.setattr(started, "weight_labelled", lambda: 0.0)
    assert started.step()["labelled"] == 0
    monkeypatch.setattr(started, "weight_labelled", lambda: 2.0)
    losses = [started.step()["labelled"].item() for _ in range(12)]
    assert losses[-1] < losses[0] / 2  # the only class there is
