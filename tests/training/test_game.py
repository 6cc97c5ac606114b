import math

import pytest
import torch

from msgan_lib import few_labels
from msgan_lib.few_labels import FewLabels
from msgan_lib.greys import quantised
from msgan_lib.training.adversarial import no_penalty, penalty_of_step
from msgan_lib.training.game import draw_images
from msgan_lib.training.kinds import GameRecipe
from msgan_lib.training.loop import run_training
from msgan_lib.training.methods import make_training
from msgan_lib.training.recipes import resolve


@pytest.fixture(autouse=True)
def seventy_development_images(monkeypatch):
    monkeypatch.setattr(few_labels, "DEVELOPMENT_SIZE", 70)


@pytest.fixture
def stripe():
    """170 noisy images of one stripe, the last 70 of them for development."""
    x = 0.1 * torch.rand(170, 1, 28, 28, generator=torch.Generator().manual_seed(0))
    x[..., 10:14, :] += 0.8
    y = torch.arange(10).repeat(17)
    return FewLabels(x[:10], y[:10], x, x[100:], y[100:], x[:70], y[:70])


def game(data, num_steps=3, **recipe):
    recipe = {"batch_size": 20, **recipe}
    return make_training("game_non_saturating", data, num_steps, seed=0, recipe=recipe)


def weights_after(training):
    run_training(training)
    return torch.cat([p.flatten() for p in training.scored.parameters()])


def test_a_generator_learns_where_the_ink_is(stripe):
    training = game(stripe, num_steps=120)
    before = draw_images(training.scored, training.z_looked_at)
    run_training(training, steps_per_epoch=60)
    after = draw_images(training.scored, training.z_looked_at)
    target = stripe.x_unlabelled.mean(dim=0)
    assert (after - target).abs().mean() < (before - target).abs().mean() / 4
    first, last = training.history
    assert (first["step"], last["step"]) == (60, 120)
    assert math.isfinite(last["frechet_distance"])


def test_development_images_take_no_part_in_the_game(stripe):
    others = stripe.x_unlabelled.clone()
    others[100:] = torch.rand(70, 1, 28, 28)
    changed = FewLabels(**{**vars(stripe), "x_unlabelled": others})
    assert torch.equal(weights_after(game(stripe)), weights_after(game(changed)))
    others[:100] = 0
    changed = FewLabels(**{**vars(stripe), "x_unlabelled": others})
    assert not torch.equal(weights_after(game(stripe)), weights_after(game(changed)))


@pytest.mark.parametrize(
    "recipe",
    [
        {"generator_loss": "saturating"},
        {"generator_loss": "least_squares"},
        {"discriminator_loss": "hinge"},
        {"penalty": "r1"},
        {"penalty": "gradient_penalty"},
        {"penalty": "r1", "weight_penalty": 3.0},
        {"penalty": "r1", "penalty_every": 2},
        {"optimizer": "sgd"},
        {"lr": 2e-3},
        {"lr_ratio": 2.0},
        {"beta1": 0.0},
        {"beta2": 0.9},
        {"schedule": "cosine"},
        {"discriminator_steps": 2},
        {"average_decay": 0.9},
    ],
    ids=str,
)
def test_every_number_of_the_recipe_counts(stripe, recipe):
    assert not torch.equal(
        weights_after(game(stripe)), weights_after(game(stripe, **recipe))
    )


def test_a_penalty_every_other_step_counts_twice():
    """One step with it and one without: on average what each step would add."""
    always = GameRecipe(penalty="r1", weight_penalty=3.0)
    lazy = GameRecipe(penalty="r1", weight_penalty=3.0, penalty_every=2)
    x = torch.rand(4, 3)

    def added(terms, step):
        return penalty_of_step(terms, step, None)(lambda x: x.sum(dim=1), x, x)

    assert added(always, 0).item() == added(always, 1).item() == 4.5  # 3 * 3 / 2
    assert added(lazy, 0).item() == 9
    assert penalty_of_step(lazy, 1, None) is no_penalty


def test_images_are_drawn_alike_in_batches_of_any_size(stripe):
    generator = game(stripe).generator.train()
    z = torch.randn(7, 64)
    images = draw_images(generator, z, batch_size=3)
    torch.testing.assert_close(images, draw_images(generator, z))
    assert images.shape == (7, 1, 28, 28)
    assert generator.training


def test_fakes_may_be_shown_with_the_greys_of_a_file(stripe, monkeypatch):
    for shown, multiples in (("as they are", False), ("quantised", True)):
        training, seen = game(stripe, fakes_shown=shown, batch_size=20), []
        training.discriminator.register_forward_pre_hook(
            lambda network, given, seen=seen: seen.append(given[0].detach())
        )
        before = [p.clone() for p in training.generator.parameters()]
        training.step()
        _, for_discriminator, for_generator = seen
        for x in (for_discriminator, for_generator):
            assert x.equal(quantised(x)) is multiples
        now = training.generator.parameters()
        assert any(not a.equal(b) for a, b in zip(before, now, strict=True))


def test_a_stopped_game_goes_on_to_the_same_bits(stripe, tmp_path):
    numbers = {"penalty": "gradient_penalty", "average_decay": 0.9, "batch_size": 20}
    whole, stopped, resumed = (
        make_training("game_least_squares", stripe, 6, seed=0, recipe=numbers)
        for _ in range(3)
    )
    run_training(whole)

    def stop(done, total, line):
        if done == 3:
            raise KeyboardInterrupt

    checkpoint = {"checkpoint": tmp_path / "game.pt", "checkpoint_every": 2}
    with pytest.raises(KeyboardInterrupt):
        run_training(stopped, **checkpoint, report=stop)
    run_training(resumed, **checkpoint)
    assert resumed.history == whole.history
    for one, other in zip(
        whole.scored.parameters(), resumed.scored.parameters(), strict=True
    ):
        assert torch.equal(one, other)


@pytest.mark.parametrize("method", ["game_multiscale", "game_laplacian"])
def test_a_game_at_three_scales_trains_every_level(stripe, method):
    training = make_training(method, stripe, 2, seed=0, recipe={"batch_size": 20})
    before = [p.clone() for p in training.generator.parameters()]
    seen = []
    training.discriminator.register_forward_pre_hook(
        lambda network, given: seen.append(given[0].shape)
    )
    run_training(training)
    now = training.generator.parameters()
    assert all(not a.equal(b) for a, b in zip(before, now, strict=True))
    assert set(seen) == {(20, 1029), (70, 1029)}  # in training, and looked at


def test_in_the_twin_of_the_laplacian_the_finest_image_alone_counts(stripe):
    recipes = [resolve(name) for name in ("game_laplacian", "game_laplacian_twin")]
    assert [name for name in recipes[0] if recipes[0][name] != recipes[1][name]] == [
        "discriminator"
    ]
    training = make_training("game_laplacian_twin", stripe, 1, 0, {"batch_size": 20})
    shapes = []
    training.discriminator.register_forward_pre_hook(
        lambda network, given: shapes.append(given[0].shape[1:])
    )
    run_training(training)
    assert set(shapes) == {(1, 28, 28)}
