from dataclasses import replace

import pytest
import torch

from msgan_lib.greys import quantised
from msgan_lib.losses import GENERATOR_LOSSES
from msgan_lib.networks.discriminators import Discriminator
from msgan_lib.networks.generators import (
    ConvGenerator,
    Generator,
    NoiseImages,
    UpsamplingGenerator,
)
from msgan_lib.networks.multiscale_generators import MultiScaleGenerator
from msgan_lib.networks.pyramid_discriminators import ClassifyingPyramidDiscriminator
from msgan_lib.training import adversarial, semisupervised
from msgan_lib.training.kinds import SemiSupervisedRecipe
from msgan_lib.training.loop import Aside, run_training
from msgan_lib.training.semisupervised import (
    SemiSupervisedTraining,
)


@pytest.fixture
def data(stripes):
    return stripes


def training(data, generator=None, **changes):
    recipe = replace(SemiSupervisedRecipe(num_steps=40), **changes)
    torch.manual_seed(0)
    made = SemiSupervisedTraining(Discriminator(), generator, data, recipe, seed=0)
    made.prepare()
    return made


def test_a_step_learns_from_the_images_that_are_known(data):
    started = training(data, propagated_per_step=0, weight_later=0.0, few_labels=1000)
    one_class = torch.full((2, 1, 28, 28), 0.5), torch.tensor([3, 3])
    started.labels = replace(
        started.labels, x=one_class[0], y=one_class[1], num_given=1
    )
    started.steps_done = 40
    assert started.step()["labelled"] == 0  # later: with the weight of later steps
    started.steps_done = 0
    losses = [started.step()["labelled"].item() for _ in range(12)]
    assert losses[-1] < losses[0] / 2  # the only class there is


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


def test_fakes_may_be_shown_with_the_greys_of_a_file(data):
    x_fake = torch.linspace(0.001, 0.999, 784).view(1, 1, 28, 28).requires_grad_()
    for augmented in (False, True):
        plain, alike = (
            training(data, Generator(), augmented=augmented, propagated_per_step=0, **k)
            for k in ({}, {"fakes_shown": "quantised"})
        )
        shown = alike.augment_fakes(x_fake)
        # Whatever is done to the images is done after they were given those greys.
        assert shown.equal(plain.augment_fakes(quantised(x_fake.detach())))
        assert augmented or not plain.augment_fakes(x_fake).equal(shown)
        (gradient,) = torch.autograd.grad(shown.sum(), x_fake)
        assert gradient.abs().sum() > 100


def test_quantised_fakes_are_what_both_networks_of_the_game_learn_from(
    data, monkeypatch
):
    changes = {
        "augmented": False,
        "propagated_per_step": 0,
        "generator_loss": "non_saturating",
    }
    game = training(data, Generator(), fakes_shown="quantised", **changes)
    features, seen = game.discriminator.features, []
    monkeypatch.setattr(
        game.discriminator, "features", lambda x: seen.append(x) or features(x)
    )
    before = [p.clone() for p in game.generator.parameters()]
    game.step()
    _, fakes, again = seen
    for x in (fakes, again):
        assert x.detach().equal(quantised(x.detach()))
    moved = zip(before, game.generator.parameters(), strict=True)
    assert any(not old.equal(new) for old, new in moved)


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


def generator_loss_given(game, monkeypatch):
    given = []

    def note(generator, discriminator, optimizer, z, loss_of, augment):
        given.append(loss_of)
        optimizer.step()
        return 0.0

    monkeypatch.setattr(semisupervised, "train_generator", note)
    game.step()
    return given[0]


@pytest.mark.parametrize(("levels", "count"), [("all", 4), ("last", 1)])
def test_the_generator_is_given_the_levels_of_the_recipe(
    data, monkeypatch, levels, count
):
    game = training(data, Generator(), propagated_per_step=0, matched_levels=levels)
    given = generator_loss_given(game, monkeypatch)
    assert given.func is adversarial.matching
    features = given.keywords["features_real"]
    assert len(features) == count
    assert features[-1].shape == (100, 64, 7, 7)  # unlabelled images', last level


@pytest.mark.parametrize("name", GENERATOR_LOSSES)
def test_the_generator_fools_by_the_loss_of_the_recipe(data, monkeypatch, name):
    game = training(data, Generator(), propagated_per_step=0, generator_loss=name)
    given = generator_loss_given(game, monkeypatch)
    assert given.func is adversarial.fooling
    assert given.keywords == {"loss_of": GENERATOR_LOSSES[name]}


@pytest.mark.parametrize(
    "recipe",
    [
        {"discriminator_loss": "hinge"},
        {"penalty": "r1"},
        {"penalty": "gradient_penalty"},
        {"penalty": "r1", "weight_penalty": 2.0},
    ],
    ids=str,
)
def test_what_the_discriminator_lowers_is_the_recipes(data, recipe):
    first, other = (
        training(data, Generator(), propagated_per_step=0, **changes)
        for changes in ({}, recipe)
    )
    torch.manual_seed(0)
    expected = first.step()["discriminator"]
    torch.manual_seed(0)
    assert other.step()["discriminator"] != expected


def test_input_noise_has_its_size_and_a_new_draw_each_time(data):
    noisy = training(data, augmented=False, input_noise=0.3)
    x = torch.zeros(20, 1, 28, 28)
    first, second = (noisy.augment(x, noisy.augmentation) for _ in range(2))
    assert 0.28 < first.std() < 0.32
    assert not torch.equal(first, second)


def games(data, **changes):
    """Return a game without noise of its own and one with it, alike in all else."""
    changes = {"propagated_per_step": 0, "game_noise": 0.15, **changes}
    return [
        training(data, ConvGenerator(), **{**changes, **other})
        for other in ({"game_noise": 0.0}, {})
    ]


def test_noise_of_the_game_leaves_what_the_classifier_learns_from_clean(data):
    clean, noisy = games(data)
    expected, losses = clean.step(), noisy.step()
    for name in ("labelled", "consistency", "balance"):
        assert losses[name].equal(expected[name]), name
    assert losses["discriminator"] != expected["discriminator"]
    # Batch normalisation remembers the clean images.
    kept = dict(clean.discriminator.named_buffers())
    for name, buffer in noisy.discriminator.named_buffers():
        assert buffer.equal(kept[name]) or name.endswith("num_batches_tracked"), name


def test_real_and_generated_images_of_the_game_get_noise_of_the_same_size(
    data, monkeypatch
):
    seen = []
    for game in games(data, augmented=False, generator_loss="non_saturating"):
        features = game.discriminator.features
        monkeypatch.setattr(
            game.discriminator,
            "features",
            lambda x, f=features: seen.append(x.detach()) or f(x),
        )
        for parameter in game.generator.parameters():  # the same images in both games
            parameter.data.zero_()
        game.step()
    _, fakes, _, strong, real, noisy_fakes, again = seen  # three reads, then four
    for clean, noisy in ((strong[32:], real), (fakes, noisy_fakes), (fakes, again)):
        added = noisy - clean
        assert 0.14 < added.std() < 0.16
        assert added.mean().abs() < 0.01


def test_features_of_images_with_noise_are_matched_with_the_like(data, monkeypatch):
    given = [
        generator_loss_given(game, monkeypatch).keywords["features_real"]
        for game in games(data)
    ]
    for clean, noisy in zip(*given, strict=True):
        assert clean.shape == noisy.shape
        assert not clean.equal(noisy)
        assert not noisy.requires_grad


def test_the_generator_that_is_kept_is_an_average_if_the_recipe_says_so(data):
    for decay in (0.0, 0.9):
        game = training(
            data,
            UpsamplingGenerator(),
            propagated_per_step=0,
            generator_decay=decay,
            lr_generator=0.1,
        )
        first = {k: v.clone() for k, v in game.generator.state_dict().items()}
        for _ in range(3):
            game.step()
        trained, kept = game.generator.state_dict(), game.kept_generator.state_dict()
        for name, value in trained.items():
            assert kept[name].equal(value) == (decay == 0 or not value.ndim), name
            assert not kept[name].equal(first[name]), name
    noise = NoiseImages()
    assert training(data, noise, propagated_per_step=0).kept_generator is noise
    assert training(data, propagated_per_step=0).kept_generator is None


def test_it_is_told_how_far_a_long_preparation_is(data):
    told = []

    def report(done, total, line=None):
        told.append((done, line))

    run_training(training(data, num_steps=1, propagated_per_step=300), report=report)
    shares = [line.share for done, line in told if isinstance(line, Aside)]
    assert [isinstance(line, Aside) for _, line in told[: len(shares)]] == (
        [True] * len(shares)  # before the first step
    )
    assert len(shares) > 3
    assert shares == sorted(shares)
    assert 0 < shares[0] < shares[-1] == 1
    told.clear()
    given = training(data, num_steps=1, propagated_per_step=0)
    run_training(given, report=report)
    assert not any(isinstance(line, Aside) for _, line in told)


def test_a_game_of_pyramids_shows_the_discriminator_every_level(data):
    """Images of real digits, whose pyramids it makes, and rows of generated ones."""
    torch.manual_seed(0)
    recipe = SemiSupervisedRecipe(
        num_steps=9, augmented=False, input_noise=0.3, propagated_per_step=0,
        generator_loss="non_saturating", penalty="gradient_penalty",
    )  # fmt: skip
    networks = ClassifyingPyramidDiscriminator(), MultiScaleGenerator()
    game, seen = SemiSupervisedTraining(*networks, data, recipe, seed=0), []
    game.prepare()
    game.discriminator.register_forward_pre_hook(
        lambda network, given: seen.append(tuple(given[0].shape[1:]))
    )
    before = [p.clone() for p in game.generator.parameters()]
    game.step()
    assert seen[:2] == [(1, 28, 28), (1029,)]
    assert set(seen[2:]) == {(1029,)}  # the penalty's mixtures, the generator's images
    now = game.generator.parameters()
    assert all(not a.equal(b) for a, b in zip(before, now, strict=True))
