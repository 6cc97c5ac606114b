from types import SimpleNamespace

import pytest
import torch
from torch import nn

from msgan_lib.losses import generator_loss
from msgan_lib.training import exhibit_list
from msgan_lib.training.exhibits import Switches


def game_with(discriminator, x_known, x_new):
    """Return a game whose generator draws the mean grey of its noise."""
    generator = nn.Sequential(nn.Linear(784, 784), nn.Unflatten(1, (1, 28, 28)))
    with torch.no_grad():
        generator[0].weight.copy_(torch.eye(784))
        generator[0].bias.zero_()
    return SimpleNamespace(
        discriminator=discriminator,
        generator=generator,
        x_real=x_known,
        x_new=x_new,
        losses={"discriminator": 0.25, "generator": 1.0},
        switches=Switches(loss="non_saturating"),
        in_range=lambda x: x,
        draw_tests=lambda n: torch.linspace(0, 1, n)[:, None].expand(n, 784),
    )


def mean_grey(x):
    return x.flatten(1).mean(dim=1)


def test_measures_say_what_they_say():
    known, new = torch.full((70, 1, 28, 28), 0.9), torch.full((80, 1, 28, 28), 0.2)
    game = game_with(mean_grey, known, new)
    assert exhibit_list.memory_gap(game) == pytest.approx(0.7, abs=1e-5)
    assert exhibit_list.fooled_percent(game) == pytest.approx(50, abs=0.5)
    assert exhibit_list.critic_slope(game) == pytest.approx(1 / 28, rel=1e-4)
    assert exhibit_list.discriminator_loss_left(game) == 0.25
    # The mean fake is grey of 1/2 everywhere.
    assert exhibit_list.distance_of_means(game) == pytest.approx(28 * 0.3, rel=1e-3)
    assert exhibit_list.flipped_by_company_percent(game) == 0


def test_company_can_turn_a_verdict():
    new = torch.zeros(80, 1, 28, 28)
    game = game_with(lambda x: 0.6 + 0 * mean_grey(x) - x.mean(), new, new)
    # Among fakes the batch's mean is 1/2, among real ones nearly 0.
    assert exhibit_list.flipped_by_company_percent(game) == 100


def test_the_gradients_length_is_that_of_all_weights():
    x = torch.zeros(80, 1, 28, 28)
    game = game_with(mean_grey, x, x)
    loss = generator_loss(mean_grey(game.generator(game.draw_tests(64))))
    loss.backward()
    squares = sum(p.grad.square().sum() for p in game.generator.parameters())
    length = exhibit_list.generator_gradient(game)
    assert length == pytest.approx(squares.sqrt().item(), rel=1e-3)


def test_without_detach_a_critics_gradient_takes_away_the_generators():
    x = torch.zeros(80, 1, 28, 28)
    game = game_with(mean_grey, x, x)
    for detach, left in ((True, 100), (False, 0)):
        game.switches = Switches(loss="wasserstein", detach=detach)
        assert exhibit_list.gradient_kept_percent(game) == pytest.approx(left, abs=1e-3)
    game.switches = Switches(detach=False)  # least squares: (f - 1 + f) / (f - 1)
    game.generator[0].weight.data.zero_()
    game.generator[0].bias.data.fill_(0.25)
    expected = 100 * (0.75 - 0.25) / 0.75
    assert exhibit_list.gradient_kept_percent(game) == pytest.approx(expected, rel=1e-3)
