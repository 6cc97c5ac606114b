import dataclasses

import pytest
import torch

from msgan_lib.few_labels import load_few_labels
from msgan_lib.ground.errors import CourseError
from msgan_lib.losses import discriminator_loss
from msgan_lib.training.exhibit_list import EXHIBITS
from msgan_lib.training.exhibits import (
    Game,
    Switches,
    pixelwise_gradient_penalty,
    take_discriminator_step,
    take_generator_step,
)
from msgan_lib.weights import load_judge


@pytest.fixture(scope="module")
def data():
    few = load_few_labels()
    return few.x_unlabelled[:55_000], few.x_development


def new_game(data, **switches):
    return Game(Switches(**switches), *data, load_judge(), seed=3)


def gradients(network):
    return [p.grad.clone() for p in network.parameters() if p.grad is not None]


def test_a_broken_game_differs_in_one_switch():
    for exhibit in EXHIBITS.values():
        assert len(exhibit.switch) == 1
        broken, cured = map(dataclasses.asdict, (exhibit.broken, exhibit.cured))
        assert [name for name in cured if cured[name] != broken[name]] == [
            *exhibit.switch
        ]


def test_what_is_unknown_is_refused(data):
    with pytest.raises(CourseError, match="choose one of dense"):
        new_game(data, discriminator="huge")
    with pytest.raises(CourseError, match="broken or cured"):
        EXHIBITS["range"].play("sick", *data, load_judge(), 0)


def test_a_missing_detach_leaves_a_gradient_which_the_generator_adds_to(data):
    game = new_game(data, detach=True)
    take_discriminator_step(game)
    assert not any(g.any() for g in gradients(game.generator))
    game = new_game(data, detach=False)
    take_discriminator_step(game)
    left = gradients(game.generator)
    assert any(g.any() for g in left)
    # The generator's own gradient, of the same noise, from a game in the same state.
    other = new_game(data, detach=True)
    take_discriminator_step(other)
    take_generator_step(game)
    take_generator_step(other)
    for added, own, first in zip(
        gradients(game.generator), gradients(other.generator), left, strict=True
    ):
        torch.testing.assert_close(added, own + first, rtol=1e-3, atol=1e-5)


def test_one_optimizer_moves_both_networks(data):
    for one, moves in ((True, True), (False, False)):
        game = new_game(data, one_optimizer=one)
        take_discriminator_step(game)
        before = game.discriminator[1].weight.clone()
        take_generator_step(game)
        assert (not before.equal(game.discriminator[1].weight)) == moves


def test_real_images_come_in_the_range_and_number_asked_for(data):
    game = new_game(data, real_range=(-1.0, 1.0), num_real=1)
    x = game.draw_real()
    assert x.min() == -1
    assert x.max() <= 1
    assert x.eq(x[:1]).all()


def test_a_lead_is_the_discriminators_alone(data):
    exhibit = dataclasses.replace(
        EXHIBITS["vanishing"], measure=lambda game: game.losses["discriminator"]
    )
    outcome = exhibit.play("cured", *data, load_judge(), 0, num_rounds=20)
    x = torch.zeros(2)
    assert outcome.history[0]["measure"] < 0.3 * discriminator_loss(x, x).item()
    assert [entry["round"] for entry in outcome.history] == [
        2,
        5,
        7,
        10,
        12,
        15,
        17,
        20,
    ]
    assert outcome.images.shape == (16, 1, 28, 28)


def test_looking_does_not_change_a_game(data):
    play = dataclasses.replace(EXHIBITS["range"], measure=lambda game: 0.0).play
    looked = EXHIBITS["range"].play("cured", *data, load_judge(), 0, num_rounds=8)
    not_looked = play("cured", *data, load_judge(), 0, num_rounds=8)
    for one, other in zip(looked.history, not_looked.history, strict=True):
        assert one | {"measure": 0.0} == other


def test_the_wrong_axis_asks_each_pixel_for_a_slope_of_one():
    x, shares = torch.rand(3, 1, 2, 2), torch.rand(3)

    def critic(x):
        return x.flatten(1) @ torch.tensor([1.0, -1.0, 2.0, 0.0])

    assert pixelwise_gradient_penalty(critic, x, x, shares).item() == pytest.approx(
        2 / 4
    )


# The three cheapest exhibits, one seed: the fault is seen, and gone when cured.
@pytest.mark.parametrize(
    ("name", "broken", "cured"),
    [
        ("vanishing", lambda x: x < 1e-3, lambda x: x > 0.1),
        ("range", lambda x: x > 15, lambda x: x < 5),
        ("batch_norm", lambda x: x > 10, lambda x: x == 0),
    ],
)
def test_an_exhibit_shows_its_fault_and_its_cure(data, name, broken, cured):
    exhibit, judge = EXHIBITS[name], load_judge()
    for state, holds in (("broken", broken), ("cured", cured)):
        outcome = exhibit.play(state, *data, judge, seed=0, num_rounds=150)
        assert holds(outcome.measured[exhibit.measure_name])
