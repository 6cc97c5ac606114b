"""The checks of lesson 04's exercises."""

import contextlib
import copy
import math
from collections.abc import Callable, Iterator
from typing import NamedTuple

import torch
import torch._dynamo  # the first optimizer loads it: before an answer is timed
import torch.nn.functional as F
from torch import nn

from msgan_lib.lesson.checks import Case, agree, exercise, expect, expect_number
from msgan_lib.lesson.expect import Wrong, expect_tensor, expect_truth, kind, shown
from msgan_lib.losses import discriminator_loss, generator_loss

# Both losses from logits.

# Real logits, fake ones: more of either, as many, one of anything, and in columns.
SIZES = (((3,), (2,)), ((1,), (4,)), ((5,), (5,)), ((1,), (1,)), ((2, 1), (3, 1)))


@exercise("04_game_losses", points=2)
def check_game_losses(game_losses, stream):
    """The discriminator's number, the generator's, and the gradients of both."""
    inputs = [
        [torch.randn(size, generator=stream).mul(20).round() / 10 for size in sizes]
        for sizes in SIZES
    ]
    inputs.append([torch.zeros(2), torch.zeros(3)])  # a coin toss
    pairs = [_pair(game_losses(*given)) for given in inputs]
    for place, (name, truth, mistakes) in enumerate(_LOSSES):
        expect_truth(
            [
                Case(
                    f"For the real logits {shown(real.flatten())} and the fake "
                    f"{shown(fake.flatten())}, as the {name} loss,",
                    pair[place].detach(),
                    truth(real, fake),
                    lambda real=real, fake=fake, of=mistakes: {
                        said: mistake(real, fake) for said, mistake in of.items()
                    },
                )
                for (real, fake), pair in zip(inputs, pairs, strict=True)
            ]
        )
    _expect_sure_logits(game_losses)
    for given in inputs:
        _expect_gradients(game_losses, *given)


def _pair(result):
    """Return both losses, or raise Wrong for what is no pair of numbers."""
    expect(result is not None, "The result is None: is a `return` missing?")
    expect(
        isinstance(result, tuple | list) and len(result) == 2,
        f"The result is {kind(result)}, but must be a pair: the discriminator's loss, "
        "then the generator's.",
    )
    for name, loss in zip(("discriminator's", "generator's"), result, strict=True):
        expect_tensor(loss, what=f"The {name} loss")
        expect(
            loss.shape == (),
            f"The {name} loss has the shape {tuple(loss.shape)}, but must be one "
            "number: take the mean over the points.",
        )
    return result


def _expect_sure_logits(game_losses):
    """Raise Wrong where a discriminator that is very sure breaks the numbers."""
    real, fake = torch.tensor([150.0, -150.0]), torch.tensor([-150.0, 150.0, 150.0])
    result = game_losses(real, fake)
    truth = (discriminator_loss(real, fake), generator_loss(fake))
    expect(
        all(torch.as_tensor(x).isfinite() for x in result) and agree([*result], truth),
        "For logits as large as 150 your losses are not right any more: the sigmoid "
        "rounds to 0 or 1 there, and the logarithm of 0 is infinite. `F.softplus` and "
        "`F.logsigmoid` take logits as they are.",
    )


def _expect_gradients(game_losses, real, fake):
    """Raise Wrong unless both losses pass on their gradients."""
    leaves = [x.clone().requires_grad_() for x in (real, fake)]
    for place, (name, truth, _) in enumerate(_LOSSES):
        loss = game_losses(*leaves)[place]
        expect(
            loss.requires_grad,
            f"The {name} loss is right, but no gradient passes through it: is there a "
            "`detach` or an `item()` too many?",
        )
        wanted = torch.autograd.grad(truth(*leaves), leaves, allow_unused=True)
        gradients = torch.autograd.grad(loss, leaves, allow_unused=True)
        for side, gradient, right in zip(
            ("real", "fake"), gradients, wanted, strict=True
        ):
            right = torch.zeros(1) if right is None else right
            gradient = torch.zeros_like(right) if gradient is None else gradient
            expect(
                agree(gradient, right.expand_as(gradient)),
                f"The {name} loss is right, but its gradient at the {side} logits is "
                "not: is a part of it detached or made from plain numbers?",
            )


def _of_probabilities(loss):
    """Return a loss that takes what it is given for probabilities."""

    def mistaken(real, fake):
        return loss(*(torch.sigmoid(x) for x in (real, fake)))

    return mistaken


_LOSSES = (
    (
        "discriminator's",
        discriminator_loss,
        {
            "The discriminator's two halves are swapped: real points shall be called "
            "real, fakes fake.": lambda real, fake: discriminator_loss(-real, -fake),
            "In the discriminator's loss the half is missing: each kind of points "
            "counts one half.": lambda real, fake: 2 * discriminator_loss(real, fake),
            "In the discriminator's loss the means are missing: you add up the "
            "points.": lambda real, fake: (
                (F.softplus(-real).sum() + F.softplus(fake).sum()) / 2
            ),
            "In the discriminator's loss all points count alike; each *kind* counts "
            "one half, however many points it has.": lambda real, fake: torch.cat(
                [F.softplus(-real).flatten(), F.softplus(fake).flatten()]
            ).mean(),
            "In the discriminator's loss you take the sigmoid twice, or none where one "
            "is needed: what you are given are logits.": _of_probabilities(
                discriminator_loss
            ),
            "The discriminator's loss has the wrong sign.": lambda real, fake: (
                -discriminator_loss(real, fake)
            ),
            "That is the discriminator's loss on real points alone.": (
                lambda real, fake: F.softplus(-real).mean() / 2
            ),
            "That is the discriminator's loss on fakes alone.": (
                lambda real, fake: F.softplus(fake).mean() / 2
            ),
            "The pair is in the wrong order: the discriminator's loss comes first.": (
                lambda real, fake: generator_loss(fake)
            ),
        },
    ),
    (
        "generator's",
        lambda real, fake: generator_loss(fake),
        {
            "The generator's loss is the saturating one, log(1 - P(real)); the "
            "non-saturating one is wanted, -log P(real).": lambda real, fake: (
                -F.softplus(fake).mean()
            ),
            "In the generator's loss the target is swapped: it wants its fakes called "
            "real.": lambda real, fake: F.softplus(fake).mean(),
            "The generator's loss is the discriminator's once more; it has a loss of "
            "its own, on its fakes alone.": discriminator_loss,
            "The generator's loss is minus the discriminator's; it has a loss of its "
            "own, on its fakes alone.": lambda real, fake: (
                -discriminator_loss(real, fake)
            ),
            "In the generator's loss the mean is missing: you add up the points.": (
                lambda real, fake: F.softplus(-fake).sum()
            ),
            "The generator's loss has a half too many: it has one kind of points.": (
                lambda real, fake: generator_loss(fake) / 2
            ),
            "In the generator's loss you take the sigmoid twice, or none where one is "
            "needed: what you are given are logits.": _of_probabilities(
                lambda real, fake: generator_loss(fake)
            ),
            "The generator's loss has the wrong sign.": lambda real, fake: (
                -generator_loss(fake)
            ),
            "The generator's loss is taken on real points; it never sees them.": (
                lambda real, fake: generator_loss(real)
            ),
        },
    ),
)


# The two steps: what they do to the weights of both networks.

# Numbers of noise, numbers of a point, real points, fakes; how the weights are moved.
GAMES = (
    (2, 2, 6, 6, "sgd"),
    (3, 2, 5, 4, "adam"),
    (1, 3, 7, 3, "momentum"),
    (2, 1, 1, 1, "sgd"),
    (4, 2, 3, 8, "adam"),
)
OPTIMIZERS = {
    "sgd": lambda weights: torch.optim.SGD(weights, lr=0.5),
    "adam": lambda weights: torch.optim.Adam(weights, lr=0.02, betas=(0.5, 0.99)),
    "momentum": lambda weights: torch.optim.SGD(weights, lr=0.2, momentum=0.9),
}


class Game(NamedTuple):
    """Both networks with gradients of an earlier step, their optimizers, the points."""

    generator: nn.Module
    discriminator: nn.Module
    optimizer_g: torch.optim.Optimizer
    optimizer_d: torch.optim.Optimizer
    x_real: torch.Tensor
    z: torch.Tensor
    name: str  # of the optimizers

    def copy(self):
        """Return the same game once more, to be played on its own."""
        pair = copy.deepcopy((self.generator, self.discriminator))
        for old, new in zip((self.generator, self.discriminator), pair, strict=True):
            for a, b in zip(old.parameters(), new.parameters(), strict=True):
                b.grad = a.grad.clone()
        optimizers = [OPTIMIZERS[self.name](network.parameters()) for network in pair]
        return Game(*pair, *optimizers, self.x_real, self.z, self.name)

    def logits(self):
        """Return the logits of real points and of fakes."""
        x_fake = self.generator(self.z)
        return self.discriminator(self.x_real), self.discriminator(x_fake)


def _games(stream):
    """Yield games with weights and stale gradients of their own."""
    for noise, point, num_real, num_fake, name in GAMES:
        networks = [_mlp(noise, point, stream), _mlp(point, 1, stream)]
        optimizers = [OPTIMIZERS[name](network.parameters()) for network in networks]
        x_real = torch.randn(num_real, point, generator=stream) + 1
        z = torch.randn(num_fake, noise, generator=stream)
        yield Game(*networks, *optimizers, x_real, z, name)


def _mlp(num_in, num_out, stream):
    network = nn.Sequential(nn.Linear(num_in, 5), nn.Tanh(), nn.Linear(5, num_out))
    for weights in network.parameters():
        weights.data = torch.randn(weights.shape, generator=stream)
        weights.grad = torch.randn(weights.shape, generator=stream)  # stale
    return network


def _weights(network):
    return torch.cat([p.detach().flatten() for p in network.parameters()]).clone()


@contextlib.contextmanager
def _listening(network: nn.Module) -> Iterator[list[bool]]:
    """Have a list that is no longer empty once a gradient has reached the network."""
    heard: list[bool] = []
    hooks = [
        p.register_hook(lambda g: heard.append(True)) for p in network.parameters()
    ]
    try:
        yield heard
    finally:
        for hook in hooks:
            hook.remove()


class Side(NamedTuple):
    """What a step is about: the network it moves, the other one, its loss, mistakes."""

    moves: str  # the attribute of Game
    stays: str
    optimizer: str
    other: str  # optimizer
    loss: Callable[[Game], torch.Tensor]
    mistakes: dict[str, Callable[[Game], torch.Tensor]]  # losses, by what to say


def _expect_step(step, arguments, side, stream):
    """Raise Wrong unless `step` moves the right network by one step of its loss.

    `arguments(game)` is what the student's function is called with.
    """
    played = []
    for game in _games(stream):
        before, of_other = (_weights(getattr(game, x)) for x in side[:2])
        copies = game.copy()
        with _listening(getattr(game, side.stays)) as heard:
            returned = step(*arguments(game))
        moved = not torch.equal(before, _weights(getattr(game, side.moves)))
        strayed = not torch.equal(of_other, _weights(getattr(game, side.stays)))
        expect(
            not (strayed and not moved),
            f"The {side.stays} moved and the {side.moves} did not: you stepped the "
            f"wrong optimizer, or its loss reached the wrong network. This step moves "
            f"the {side.moves} alone.",
        )
        expect(
            not strayed,
            f"Both networks moved. This step moves the {side.moves} alone: leave "
            f"`{side.other}` and the {side.stays}'s weights as they are.",
        )
        expect(
            moved,
            f"The {side.moves} did not move: is `{side.optimizer}.step()` missing, or "
            "does a `detach` keep the gradient from it?",
        )
        expect(
            side.moves == "generator" or not heard,
            "The discriminator is moved, but a gradient reaches the generator too: is "
            "a `detach` missing? Here it costs time; where its gradients are not set "
            "to zero before the next step, it spoils that step.",
        )
        for name in (side.moves, side.stays):
            weights = getattr(game, name).parameters()
            expect(
                all(p.requires_grad for p in weights),
                f"After your step the {name} can't learn any more: `requires_grad` is "
                "switched off for its weights. Switch it on again.",
            )
        played.append((game, copies, returned))
    _blame(played, side)
    for game, copies, returned in played:
        _expect_loss(returned, game, copies, side)


def _stepped(game, side, loss, clean=True, times=1):
    """Return the moved network's weights if the step is taken with another loss."""
    game = game.copy()
    optimizer = getattr(game, side.optimizer)
    for _ in range(times):
        if clean:
            optimizer.zero_grad()
        loss(game).backward()
        optimizer.step()
    return _weights(getattr(game, side.moves))


def _blame(played, side):
    """Raise Wrong with the mistake that explains the weights of every game."""
    results = [_weights(getattr(game, side.moves)) for game, _, _ in played]
    copies = [game for _, game, _ in played]

    def explained(**how):
        loss = how.pop("loss", side.loss)
        return all(
            agree(result, _stepped(game, side, loss, **how))
            for result, game in zip(results, copies, strict=True)
        )

    if explained():
        return
    expect(
        not explained(loss=lambda game: 0 * side.loss(game), clean=False),
        f"The {side.moves} moves by old gradients alone: those of an earlier step are "
        "not set to zero, and a `detach` keeps the new ones from it.",
    )
    expect(
        not explained(clean=False),
        f"The gradients of an earlier step are still there, and yours are added to "
        f"them: set the {side.moves}'s gradients to zero before `backward`.",
    )
    for message, loss in side.mistakes.items():
        expect(not explained(loss=loss), message)
        expect(
            not explained(loss=loss, clean=False),
            f"{message} Besides, an earlier step's gradients are not set to zero.",
        )
    expect(
        not explained(times=2),
        "You take two steps; one call is one step.",
    )
    raise Wrong(
        f"The {side.moves} moves, but not by one step of `{side.optimizer}` down the "
        f"{side.moves}'s loss on these points."
    )


def _expect_loss(returned, game, copies, side):
    """Raise Wrong unless the number returned is the loss before the step."""
    if isinstance(returned, torch.Tensor):
        returned = returned.detach()
    number = expect_number(returned)
    with torch.no_grad():
        before, after = side.loss(copies).item(), side.loss(game).item()
    expect(
        math.isclose(number, before, rel_tol=1e-4, abs_tol=1e-5)
        or not math.isclose(number, after, rel_tol=1e-4, abs_tol=1e-5),
        "The step is right, but you return the loss after it; return the loss that the "
        "step was taken on.",
    )
    expect(
        math.isclose(number, before, rel_tol=1e-4, abs_tol=1e-5),
        f"The step is right, but you return {number:.4g}; the loss that it was taken "
        f"on is {before:.4g}.",
    )


_DISCRIMINATOR = Side(
    *("discriminator", "generator", "optimizer_d", "optimizer_g"),
    loss=lambda game: discriminator_loss(*game.logits()),
    mistakes={
        "The targets are swapped, or the logits stand in the wrong order: your "
        "discriminator learns to call real points fake and fakes real.": lambda game: (
            discriminator_loss(*(-logits for logits in game.logits()))
        ),
        "Your step goes up the loss, not down.": lambda game: (
            -discriminator_loss(*game.logits())
        ),
        "You took the generator's loss; the discriminator has its own, on real points "
        "and fakes.": lambda game: generator_loss(game.logits()[1]),
        "The real points are missing from the loss.": lambda game: F.softplus(
            game.logits()[1]
        ).mean(),
        "The fakes are missing from the loss.": lambda game: F.softplus(
            -game.logits()[0]
        ).mean(),
        "No gradient comes from the fakes: cut them off from the generator, not from "
        "the loss.": lambda game: F.softplus(-game.logits()[0]).mean() / 2,
        "No gradient comes from the real points: is there a `detach` too many?": (
            lambda game: F.softplus(game.logits()[1]).mean() / 2
        ),
        "The half is missing: each kind of points counts one half.": lambda game: (
            2 * discriminator_loss(*game.logits())
        ),
        "The means are missing: you add up the points.": lambda game: (
            sum(
                F.softplus(sign * logits).sum()
                for sign, logits in zip((-1, 1), game.logits(), strict=True)
            )
            / 2
        ),
        "All points count alike in your loss; each *kind* counts one half, however "
        "many points it has.": lambda game: torch.cat(
            [
                F.softplus(sign * logits)
                for sign, logits in zip((-1, 1), game.logits(), strict=True)
            ]
        ).mean(),
        "You gave the loss probabilities; it takes logits, as the discriminator "
        "returns them.": lambda game: discriminator_loss(
            *(torch.sigmoid(logits) for logits in game.logits())
        ),
    },
)
_GENERATOR = Side(
    *("generator", "discriminator", "optimizer_g", "optimizer_d"),
    loss=lambda game: generator_loss(game.logits()[1]),
    mistakes={
        "The target is swapped: your generator learns to have its fakes called fake.": (
            lambda game: generator_loss(-game.logits()[1])
        ),
        "Your step goes up the loss, not down.": lambda game: (
            -generator_loss(game.logits()[1])
        ),
        "That is the saturating loss, log(1 - P(real)); the non-saturating one is "
        "wanted, -log P(real).": lambda game: -F.softplus(game.logits()[1]).mean(),
        "That is minus the discriminator's loss, which is the saturating one with a "
        "half; take `generator_loss`.": lambda game: (
            -F.softplus(game.logits()[1]).mean() / 2
        ),
        "There is a half too many: the generator's loss has one kind of points.": (
            lambda game: generator_loss(game.logits()[1]) / 2
        ),
        "The mean is missing: you add up the points.": lambda game: F.softplus(
            -game.logits()[1]
        ).sum(),
        "You gave the loss probabilities; it takes logits, as the discriminator "
        "returns them.": lambda game: generator_loss(torch.sigmoid(game.logits()[1])),
        "That is the Wasserstein loss; take `generator_loss`.": lambda game: (
            -game.logits()[1].mean()
        ),
        "You took the discriminator's loss on the fakes; the generator has its own.": (
            lambda game: F.softplus(game.logits()[1]).mean() / 2
        ),
    },
)


@exercise("04_discriminator_step", points=2)
def check_discriminator_step(discriminator_step, stream):
    """The discriminator moves by one step, nothing reaches the generator."""
    _expect_step(
        discriminator_step,
        lambda game: (
            *(game.generator, game.discriminator, game.optimizer_g, game.optimizer_d),
            *(game.x_real, game.z),
        ),
        _DISCRIMINATOR,
        stream,
    )


@exercise("04_generator_step", points=2)
def check_generator_step(generator_step, stream):
    """The generator moves by one step, through the discriminator, which stays."""
    _expect_step(
        generator_step,
        lambda game: (
            *(game.generator, game.discriminator, game.optimizer_g, game.optimizer_d),
            game.z,
        ),
        _GENERATOR,
        stream,
    )


# What seven variants of a round do: predicted.

OUTCOMES = "AABCACD"
WHY = (
    "Row 1 is what the others are compared with.",
    "Row 2: what do the gradients that the first `backward` leaves in the generator "
    "still do, once `zero_grad` has come?",
    "Row 3: what is in the generator's gradients when the second `backward` begins, "
    "and does `backward` overwrite or add?",
    "Row 4: the second `backward` has to go through the generator's graph again. What "
    "did the first one do to it?",
    "Row 5: the graph is kept, and the gradients are set to zero in between. What is "
    "left of the difference?",
    "Row 6: `logits_fake` was computed with the discriminator's old weights. Are they "
    "still there when the second `backward` asks for them?",
    "Row 7: which weights can the generator's loss still reach?",
)


@exercise("04_detach_outcomes", points=1)
def check_detach_outcomes(detach_outcomes, stream):
    """The letters, row by row; the first wrong row gets a question."""
    result = detach_outcomes()
    expect(result is not None, "The result is None: is a `return` missing?")
    expect(
        isinstance(result, str | list | tuple),
        f"The result is {kind(result)}, but must be a list of seven letters.",
    )
    expect(
        len(result) == len(OUTCOMES),
        f"You return {len(result)} letters; there are seven rows.",
    )
    for row, letter in enumerate(result, start=1):
        expect(
            isinstance(letter, str) and letter.strip().upper() in [*"ABCD"],
            f"Row {row}: {letter!r} is none of the letters A, B, C and D.",
        )
    for letter, right, why in zip(result, OUTCOMES, WHY, strict=True):
        expect(letter.strip().upper() == right, f"Look again. {why}")
