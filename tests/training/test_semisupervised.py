from dataclasses import replace

import pytest
import torch

from msgan_lib.networks.discriminators import Discriminator
from msgan_lib.networks.generators import Generator, NoiseImages
from msgan_lib.training import semisupervised
from msgan_lib.training.loop import Aside, run_training
from msgan_lib.training.semisupervised import (
    SemiSupervisedRecipe,
    SemiSupervisedTraining,
)


@pytest.fixture
def data(stripes):
    return stripes


def training(data, generator=None, **changes):
    recipe = replace(SemiSupervisedRecipe(num_steps=40), **changes)
    torch.manual_seed(0)
    return SemiSupervisedTraining(Discriminator(), generator, data, recipe, seed=0)


def test_given_and_handed_on_labels_are_known(data):
    x, y = training(data).labelled
    assert torch.equal(x, torch.cat([data.x_labelled, data.x_unlabelled]))
    truth = torch.cat([data.y_labelled, torch.arange(300) % 10])
    assert (y == truth).float().mean() > 0.95  # the next stripe is two pixels away


def test_they_count_fully_at_first_and_less_later(data):
    started = training(data, share_full_weight=0.25, weight_later=0.3)
    for started.steps_done in range(40):
        expected = 1 if started.steps_done < 10 else 0.3
        assert started.weight_labelled() == expected


def test_a_short_training_hands_on_fewer_labels(data):
    short = training(data, num_steps=5)
    assert len(short.labelled[0]) == 10 + 5 * 20


def test_with_more_labels_than_would_be_handed_on_only_these_count(data):
    many = training(data, num_steps=1, propagated_per_step=10)
    many.steps_done = 1
    assert torch.equal(many.labelled[0], data.x_labelled)
    assert torch.equal(many.labelled[1], data.y_labelled)
    assert many.weight_labelled() == 1


def test_where_labels_are_not_few_the_network_learns_from_these_alone(data):
    few, many = (training(data, few_labels=n) for n in (11, 10))
    assert len(few.labelled[0]) == 10 + 300
    assert torch.equal(many.labelled[0], data.x_labelled)
    assert len(many.final_classifier().neighbours.y) == 310  # but neighbours vote


def test_a_step_learns_from_the_images_that_are_known(data, monkeypatch):
    started = training(data)
    started.labelled = torch.full((1, 1, 28, 28), 0.5), torch.tensor([3])
    monkeypatch.setattr(started, "weight_labelled", lambda: 0.0)
    assert started.step()["labelled"] == 0
    monkeypatch.setattr(started, "weight_labelled", lambda: 2.0)
    losses = [started.step()["labelled"].item() for _ in range(12)]
    assert losses[-1] < losses[0] / 2  # the only class there is


def test_without_propagation_only_given_labels_are_known(data):
    given = training(data, propagated_per_step=0)
    assert torch.equal(given.labelled[0], data.x_labelled)
    assert given.weight_labelled() == 1


def test_neighbours_join_the_network_where_labels_were_handed_on(data):
    with_neighbours = training(data)
    both = with_neighbours.final_classifier().eval()
    assert both.network is with_neighbours.averaged
    assert torch.equal(both.neighbours.y, with_neighbours.known[1])
    x = data.x_test[:20]
    assert (both(x).argmax(dim=1) == data.y_test[:20]).float().mean() > 0.8
    given = training(data, propagated_per_step=0)
    assert given.final_classifier() is given.averaged


def test_without_consistency_the_teacher_is_not_asked(data, monkeypatch):
    quiet = training(data, consistency=False, propagated_per_step=0)
    monkeypatch.setattr(quiet, "ask_teacher", lambda _: pytest.fail("asked"))
    assert set(quiet.step()) == {"loss", "labelled"}


def test_without_augmentation_every_network_sees_the_images_as_they_are(
    data, monkeypatch
):
    plain = training(data, Generator(), augmented=False, propagated_per_step=0)
    seen = []
    for network in (plain.discriminator, plain.averaged.module):
        features = network.features
        monkeypatch.setattr(
            network, "features", lambda x, f=features: seen.append(x) or f(x)
        )
    plain.step()
    known = data.x_unlabelled.flatten(1)
    teacher, student, fakes, again = seen
    for x in (teacher, student):
        assert all((known == image.flatten()).all(dim=1).any() for image in x)
    assert torch.equal(student[32:], teacher)
    assert torch.allclose(fakes, again, atol=1e-6)  # the generator's, from the same z


def test_noise_images_play_against_the_discriminator_and_stay_noise(data):
    game = training(data, NoiseImages(), propagated_per_step=0, weight_gan=1.0)
    losses = [game.step() for _ in range(15)]
    assert set(losses[0]) - {"loss"} == {
        "labelled",
        "consistency",
        "balance",
        "discriminator",
    }
    assert losses[-1]["discriminator"] < losses[0]["discriminator"]


@pytest.mark.parametrize(
    ("recipe", "count"),
    [
        ({"matched_levels": "all"}, 4),
        ({"matched_levels": "last"}, 1),
        ({"generator_loss": "fooling"}, None),
    ],
)
def test_the_generator_is_given_the_levels_of_the_recipe(
    data, monkeypatch, recipe, count
):
    game = training(data, Generator(), propagated_per_step=0, **recipe)
    given = []

    def note(generator, discriminator, optimizer, z, features_real, augment):
        given.append(features_real)
        optimizer.step()
        return 0.0

    monkeypatch.setattr(semisupervised, "train_generator", note)
    game.step()
    if count is None:
        assert given == [None]
    else:
        assert len(given[0]) == count
        assert given[0][-1].shape == (100, 64, 7, 7)  # unlabelled images', last level


def test_input_noise_has_its_size_and_a_new_draw_each_time(data):
    noisy = training(data, augmented=False, input_noise=0.3)
    x = torch.zeros(20, 1, 28, 28)
    first, second = (noisy.augment(x, noisy.augmentation) for _ in range(2))
    assert 0.28 < first.std() < 0.32
    assert not torch.equal(first, second)


def test_it_is_told_how_far_a_long_preparation_is(data):
    told = []

    def report(done, total, line=None):
        told.append((done, line))

    run_training(training(data), 1, data.x_test, data.y_test, report=report)
    shares = [line.share for done, line in told if isinstance(line, Aside)]
    assert [isinstance(line, Aside) for _, line in told[: len(shares)]] == (
        [True] * len(shares)  # before the first step
    )
    assert len(shares) > 3
    assert shares == sorted(shares)
    assert 0 < shares[0] < shares[-1] == 1
    told.clear()
    given = training(data, propagated_per_step=0)
    run_training(given, 1, data.x_test, data.y_test, report=report)
    assert not any(isinstance(line, Aside) for _, line in told)


def test_labels_are_handed_on_once(data, monkeypatch):
    calls = []

    def propagate(x, y, others, watch):
        calls.append(len(others))
        return torch.arange(len(others)) % 10

    monkeypatch.setattr(semisupervised, "propagate_labels", propagate)
    started = training(data)
    run_training(started, 1, data.x_test, data.y_test)
    started.final_classifier()
    assert len(calls) == 1
