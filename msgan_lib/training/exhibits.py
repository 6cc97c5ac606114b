"""Games that fail on purpose: small, and one argument apart from one that works.

Taught in lesson 09.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import torch
from torch import nn

from msgan_lib.greys import quantised
from msgan_lib.ground.errors import CourseError
from msgan_lib.ground.seeding import named_generator, seed_everything
from msgan_lib.losses import (
    DISCRIMINATOR_LOSSES,
    GENERATOR_LOSSES,
    gradient_penalty,
    r1_penalty,
)
from msgan_lib.measure_images import measure_samples
from msgan_lib.networks.discriminators import DenseDiscriminator
from msgan_lib.networks.exhibits import CountingDiscriminator, NormalisedDiscriminator
from msgan_lib.networks.generators import DenseGenerator
from msgan_lib.networks.judge import Judge
from msgan_lib.training.game import draw_images

BATCH_SIZE, R1_EVERY, WEIGHT_PENALTY = 64, 8, 10.0
NUM_LOOKS = 8  # during a game

DISCRIMINATORS = {
    "dense": DenseDiscriminator,
    "normalised": NormalisedDiscriminator,
    "counting": CountingDiscriminator,
}


@dataclass(frozen=True)
class Switches:
    """How a small game is played; each is a place where people go wrong."""

    loss: str = "least_squares"  # of both networks, a name of GENERATOR_LOSSES
    penalty: str = "r1"  # or gradient_penalty, by_pixel (the wrong axis), none
    betas: tuple[float, float] = (0.5, 0.99)  # of Adam
    plain_descent: bool = False  # the generator's steps are SGD's, not Adam's
    num_rounds: int = 400  # of two steps; fewer if a round has more steps
    lead: int = 0  # rounds in which the discriminator plays alone at first
    generator_steps: int = 1  # in a round, where the discriminator takes one
    real_range: tuple[float, float] = (0.0, 1.0)  # of the real images' pixels
    num_real: int = 55_000  # real images that there are
    discriminator: str = "dense"  # or normalised, counting
    rounded: bool = False  # the fakes that it is shown, to the greys of a file
    together: bool = False  # real and fake go through it in one batch
    detach: bool = True  # the fakes in the discriminator's step
    one_optimizer: bool = False  # for both networks


class Game:
    """A dense generator against a small discriminator, played as the switches say.

    `x_real` are training images, `x_new` real ones that no step sees, `judge` compares
    samples with these. Raises CourseError for a network that there is none of.
    """

    def __init__(
        self,
        switches: Switches,
        x_real: torch.Tensor,
        x_new: torch.Tensor,
        judge: Judge,
        seed: int,
    ):
        if switches.discriminator not in DISCRIMINATORS:
            raise CourseError(
                f"There is no discriminator {switches.discriminator!r} in the museum; "
                f"choose one of {', '.join(DISCRIMINATORS)}."
            )
        self.switches, self.judge, self.x_new = switches, judge, x_new
        self.x_real = x_real[: switches.num_real]
        seed_everything(seed)
        self.discriminator = DISCRIMINATORS[switches.discriminator]()
        self.generator = DenseGenerator()
        self.batches, self.noise, self.tests = (
            named_generator(seed, name) for name in ("batches", "noise", "tests")
        )
        weights = [list(x.parameters()) for x in (self.discriminator, self.generator)]
        if switches.one_optimizer:
            self.optimizer_d = self.optimizer_g = self._adam([*weights[0], *weights[1]])
        else:
            self.optimizer_d, self.optimizer_g = map(self._adam, weights)
        if switches.plain_descent:
            self.optimizer_g = torch.optim.SGD(weights[1], lr=0.05)
        self.losses = {"discriminator": float("nan"), "generator": float("nan")}
        self.rounds_done = 0

    def _adam(self, weights: list[nn.Parameter]) -> torch.optim.Optimizer:
        betas = self.switches.betas
        return torch.optim.Adam(weights, lr=2e-3, betas=betas, fused=True)

    def in_range(self, x: torch.Tensor) -> torch.Tensor:
        """Return images from 0 to 1 with pixels in the range of the real ones."""
        low, high = self.switches.real_range
        return low + (high - low) * x

    def draw_real(self) -> torch.Tensor:
        """Draw a batch of real images."""
        rows = torch.randint(len(self.x_real), (BATCH_SIZE,), generator=self.batches)
        return self.in_range(self.x_real[rows])

    def shown(self, x_fake: torch.Tensor) -> torch.Tensor:
        """Return fakes as the discriminator sees them; gradients pass."""
        return quantised(x_fake) if self.switches.rounded else x_fake

    def draw_noise(self) -> torch.Tensor:
        """Draw z for a batch of fakes."""
        return self.generator.sample_noise(BATCH_SIZE, self.noise)

    def draw_tests(self, n: int) -> torch.Tensor:
        """Draw z for n fakes to look at; the game goes on as if nobody had looked."""
        return self.generator.sample_noise(n, self.tests)

    def penalty(self, x_real: torch.Tensor, x_fake: torch.Tensor) -> torch.Tensor | int:
        """Return what is added to the discriminator's loss in this round."""
        kind, discriminator = self.switches.penalty, self.discriminator
        if kind == "r1":
            if self.rounds_done % R1_EVERY:
                return 0
            return R1_EVERY * r1_penalty(discriminator, x_real)
        if kind == "none":
            return 0
        penalties = {
            "gradient_penalty": gradient_penalty,
            "by_pixel": pixelwise_gradient_penalty,
        }
        shares = torch.rand(len(x_real), generator=self.batches)
        return WEIGHT_PENALTY * penalties[kind](
            discriminator, x_real, x_fake.detach(), shares
        )


def pixelwise_gradient_penalty(
    critic: Callable[[torch.Tensor], torch.Tensor],
    x_real: torch.Tensor,
    x_fake: torch.Tensor,
    shares: torch.Tensor,
) -> torch.Tensor:
    """Return WGAN-GP's penalty as it is often written: with the norm over axis 1.

    Axis 1 of (batch, 1, 28, 28) is the channel, so each pixel's own derivative is asked
    to have the size 1, and an image's slope goes to the root of 784.
    """
    x = torch.lerp(x_fake, x_real, shares.view(-1, 1, 1, 1)).requires_grad_()
    (gradient,) = torch.autograd.grad(critic(x).sum(), x, create_graph=True)
    return (gradient.norm(dim=1) - 1).square().mean()


def take_discriminator_step(game: Game) -> None:
    """Take one step with the discriminator of a game."""
    how, x_real = game.switches, game.draw_real()
    x_fake = game.shown(game.generator(game.draw_noise()))
    shown = x_fake.detach() if how.detach else x_fake
    if how.together:
        both = game.discriminator(torch.cat([x_real, shown]))
        logits_real, logits_fake = both.split(BATCH_SIZE)
    else:
        logits_real, logits_fake = game.discriminator(x_real), game.discriminator(shown)
    # The two logistic games differ in the generator's loss alone.
    loss = DISCRIMINATOR_LOSSES.get(how.loss, DISCRIMINATOR_LOSSES["logistic"])
    value = loss(logits_real, logits_fake)
    game.optimizer_d.zero_grad()
    game.optimizer_g.zero_grad()  # here, it is too early to clear what comes below
    (value + game.penalty(x_real, x_fake)).backward()
    game.optimizer_d.step()
    game.losses["discriminator"] = value.item()


def take_generator_step(game: Game) -> None:
    """Take the generator's steps of a round."""
    for number in range(game.switches.generator_steps):
        x_fake = game.shown(game.generator(game.draw_noise()))
        logits_fake = game.discriminator(x_fake)
        value = GENERATOR_LOSSES[game.switches.loss](logits_fake)
        if game.switches.detach or number:  # from the second step on always
            game.optimizer_g.zero_grad()
        value.backward()
        game.optimizer_g.step()
    game.losses["generator"] = value.item()


def play_game(game: Game, look: Callable[[int], Any] = lambda number: None) -> None:
    """Play all rounds of a game; `look(number)` is called after every eighth of them.

    More steps of the generator in a round make fewer rounds: as many steps in all.
    """
    how = game.switches
    rounds = max(1, 2 * how.num_rounds // (1 + how.generator_steps))
    looks = {rounds * number // NUM_LOOKS for number in range(1, NUM_LOOKS + 1)}
    for _ in range(how.lead):
        take_discriminator_step(game)
    for number in range(1, rounds + 1):
        take_discriminator_step(game)
        take_generator_step(game)
        game.rounds_done += 1
        if number in looks:
            look(number)


class Outcome(NamedTuple):
    """What became of a game: some images, measures by name, and both by round."""

    images: torch.Tensor  # (16, 1, 28, 28), from 0 to 1
    measured: dict[str, float]
    history: list[dict[str, float]]  # round, discriminator, generator, measure


@dataclass(frozen=True)
class Exhibit:
    """One failure: the games with and without it differ in one switch."""

    title: str
    switch: dict[str, Any]  # what makes it
    measure: Callable[[Game], float]
    measure_name: str  # of metrics, with its unit
    measure_words: str  # of pictures
    settings: dict[str, Any] = field(default_factory=dict)  # of both games

    @property
    def cured(self) -> Switches:
        """How the game is played that works."""
        return Switches(**self.settings)

    @property
    def broken(self) -> Switches:
        """How the game is played that fails."""
        return replace(self.cured, **self.switch)

    def play(
        self,
        which: str,
        x_real: torch.Tensor,
        x_new: torch.Tensor,
        judge: Judge,
        seed: int,
        num_rounds: int | None = None,
        num_samples: int = 2_000,
    ) -> Outcome:
        """Play the game that is "broken" or "cured"; `num_rounds` may shorten it.

        `x_real` are the images to learn from, `x_new` (n, 1, 28, 28), at least 64, are
        compared with, and `num_samples` fakes, when the game is over. The exhibit's own
        measure is the mean of the second half of the looks. Raises CourseError for
        another word.
        """
        if which not in ("broken", "cured"):
            raise CourseError(f"An exhibit is broken or cured, not {which!r}.")
        switches: Switches = getattr(self, which)
        if num_rounds is not None:
            lead = min(switches.lead, num_rounds)
            switches = replace(switches, num_rounds=num_rounds, lead=lead)
        game, history = Game(switches, x_real, x_new, judge, seed), []

        def look(number: int) -> None:
            entry = {"round": number, **game.losses, "measure": self.measure(game)}
            history.append(entry)

        play_game(game, look)
        z = game.draw_tests(num_samples)
        x_fake = draw_images(game.generator, z)
        measured = measure_samples(judge, x_fake, x_new)
        # A verdict swings from round to round. Classes are counted in more samples.
        late = [entry["measure"] for entry in history[-NUM_LOOKS // 2 :]]
        measured.setdefault(self.measure_name, sum(late) / len(late))
        return Outcome(x_fake[:16], measured, history)
