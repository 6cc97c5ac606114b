import pytest
import torch
import torch.nn.functional as F
from torch import nn

from msgan_lib.ground.errors import CourseError
from msgan_lib.training.adversarial import frozen
from msgan_lib.training.gradient_flow import by_network, describe_flow, gradient_flow


class Game:
    """Two linear layers and their steps, with a switch for each fault."""

    def __init__(self):
        torch.manual_seed(0)
        self.generator, self.discriminator = nn.Linear(2, 3), nn.Linear(3, 1)
        self.of_generator, self.of_discriminator = (
            torch.optim.SGD(network.parameters(), lr=0.5)
            for network in (self.generator, self.discriminator)
        )
        self.z, self.x = torch.randn(5, 2), torch.randn(5, 3)

    def train_discriminator(self, detach=True, clear=True, optimizer=None):
        fake = self.generator(self.z)
        fake = fake.detach() if detach else fake
        loss = F.softplus(-self.discriminator(self.x)).mean()
        loss = loss + F.softplus(self.discriminator(fake)).mean()
        if clear:
            self.of_discriminator.zero_grad()
        loss.backward()
        (optimizer or self.of_discriminator).step()

    def train_generator(self, clear=True):
        loss = F.softplus(-self.discriminator(self.generator(self.z))).mean()
        if clear:
            self.of_generator.zero_grad()
        loss.backward()
        self.of_generator.step()

    def flow(self, step, **how):
        networks = {"D": self.discriminator, "G": self.generator}
        return gradient_flow(lambda: step(**how), networks)


@pytest.fixture
def game():
    return Game()


def counts(flows):
    return {name: tuple(of) for name, of in by_network(flows).items()}


def test_right_steps_give_each_network_its_own(game):
    with frozen(game.generator):
        flows = game.flow(game.train_discriminator)
    assert counts(flows) == {"D": (2, 2, 0, 2), "G": (2, 0, 0, 0)}
    with frozen(game.discriminator):
        flows = game.flow(game.train_generator)
    assert counts(flows) == {"D": (2, 0, 0, 0), "G": (2, 2, 0, 2)}


def test_what_is_frozen_within_the_step_alone_gets_nothing(game):
    def step():
        with frozen(game.discriminator):
            game.train_generator()

    assert counts(game.flow(step)) == {"D": (2, 0, 0, 0), "G": (2, 2, 0, 2)}
    assert all(p.requires_grad for p in game.discriminator.parameters())


def test_a_missing_detach_is_seen_in_the_other_network(game):
    flows = game.flow(game.train_discriminator, detach=False)
    assert counts(flows) == {"D": (2, 2, 0, 2), "G": (2, 2, 0, 0)}


def test_the_wrong_optimizer_moves_the_wrong_network_or_none(game):
    first = game.flow(game.train_discriminator, optimizer=game.of_generator)
    assert counts(first) == {"D": (2, 2, 0, 0), "G": (2, 0, 0, 0)}
    game.train_generator()  # leaves a gradient that the optimizer goes along again
    later = game.flow(game.train_discriminator, optimizer=game.of_generator)
    assert counts(later) == {"D": (2, 2, 0, 0), "G": (2, 0, 0, 2)}


def test_gradients_that_add_up_are_told_with_their_lengths(game):
    first = game.flow(game.train_discriminator, clear=False)
    second = game.flow(game.train_discriminator, clear=False)
    assert counts(first)["D"] == (2, 2, 0, 2)
    assert counts(second)["D"] == (2, 2, 2, 2)
    for before, after in zip(first[:2], second[:2], strict=True):
        assert after.old_gradient == pytest.approx(before.gradient)
        assert before.moved == pytest.approx(0.5 * before.gradient)


def test_a_gradient_left_by_the_other_step_is_old(game):
    game.train_generator()  # it freezes nothing
    flows = game.flow(game.train_discriminator, clear=False)
    assert counts(flows)["D"] == (2, 2, 2, 2)
    assert counts(game.flow(game.train_discriminator))["D"] == (2, 2, 0, 2)


@pytest.mark.parametrize("cleared", ["None", "zeros"])
def test_two_backward_passes_of_one_step_are_one_gradient(game, cleared):
    game.train_discriminator()

    def apart():
        game.of_discriminator.zero_grad(set_to_none=cleared == "None")
        F.softplus(-game.discriminator(game.x)).mean().backward()
        fake = game.generator(game.z).detach()
        F.softplus(game.discriminator(fake)).mean().backward()

    flows = game.flow(apart)
    assert counts(flows)["D"] == (2, 2, 0, 0)
    for flow, p in zip(flows[:2], game.discriminator.parameters(), strict=True):
        assert flow.gradient == pytest.approx(p.grad.norm().item())
        assert flow.size == p.numel()


@pytest.mark.parametrize("cleared", ["None", "zeros"])
def test_what_a_step_clears_away_itself_does_not_count(game, cleared):
    def step():
        game.train_generator()  # reaches the discriminator too
        game.of_discriminator.zero_grad(set_to_none=cleared == "None")
        F.softplus(-game.discriminator(game.x)).mean().backward()

    flows = game.flow(step)
    assert counts(flows)["D"] == (2, 2, 0, 0)
    own = game.discriminator.weight.grad.norm().item()
    assert flows[0].gradient == pytest.approx(own)


def test_the_step_is_done_as_without_a_look(game):
    other = Game()
    game.flow(game.train_generator)
    other.train_generator()
    assert torch.equal(game.generator.weight, other.generator.weight)
    assert not game.generator.weight._backward_hooks  # none is left


def test_words_name_each_network(game):
    game.train_generator()
    flows = game.flow(game.train_discriminator, clear=False, detach=False)
    assert describe_flow(flows) == (
        "D: 2 of 2 parameters got a gradient (2 on top of an old one), 2 moved. "
        "G: 2 of 2 parameters got a gradient (2 on top of an old one), none moved."
    )


def test_what_cannot_be_watched_is_refused(game):
    with pytest.raises(CourseError, match="no parameter to watch"):
        gradient_flow(game.train_generator, {"noise": nn.ReLU()})
    with pytest.raises(CourseError, match="share a parameter"):
        gradient_flow(
            game.train_generator, {"G": game.generator, "again": game.generator}
        )
