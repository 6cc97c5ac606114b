"""The checks of lesson 04's exercises."""

import contextlib
import copy
import inspect
import math
from collections.abc import Callable, Iterator
from typing import NamedTuple

import torch
import torch._dynamo  # the first optimizer loads it: before an answer is timed
import torch.nn.functional as F
from torch import nn

from msgan_lib.lesson.checks import (
    Case,
    agree,
    any_of,
    exercise,
    expect,
    expect_number,
)
from msgan_lib.lesson.expect import Wrong, expect_tensor, expect_truth, kind, shown
from msgan_lib.losses import discriminator_loss, generator_loss

# Both losses from logits.

# Real logits, fake ones: more of either, as many, one of anything, and in columns.
SIZES = (((3,), (2,)), ((1,), (4,)), ((5,), (5,)), ((1,), (1,)), ((2, 1), (3, 1)))


@exercise("04_game_losses", points=2)
def check_game_losses(game_losses, stream):
    """The discriminator's number, the generator's, and the gradients of both."""
    _expect_order(game_losses, "logits_real logits_fake")
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
    for given in inputs:  # at 0 itself a right formula may have a kink
        _expect_gradients(game_losses, *(x.where(x != 0, 0.05) for x in given))
    _expect_sure_logits(game_losses, stream)


def _pair(result):
    """Return both losses, or raise Wrong for what is no pair of numbers."""
    _expect_gradients_on()
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


def _expect_order(answer, names):
    """Raise Wrong where the function's arguments are these names in another order."""
    names = names.split()
    with contextlib.suppress(TypeError, ValueError):  # no signature, no question
        given = [*inspect.signature(answer).parameters]
        expect(
            given == names or sorted(given) != sorted(names),
            f"Your function takes its arguments in another order; the order is "
            f"`{', '.join(names)}`.",
        )


def _expect_gradients_on():
    """Raise Wrong where gradients were switched off and not on again."""
    expect(
        torch.is_grad_enabled(),
        "Your function leaves all gradients switched off: `torch.no_grad()` in a "
        "`with` switches them on again at its end.",
    )


def _expect_sure_logits(game_losses, stream):
    """Raise Wrong where a discriminator that is very sure breaks the numbers."""
    sizes = torch.tensor([150.0, 1_000.0, 30_000.0]).repeat(2)
    signs = torch.tensor([1.0, 1.0, 1.0, -1.0, -1.0, -1.0])
    real, fake = (
        signs * sizes * (1 + torch.rand(6, generator=stream) / 4) for _ in range(2)
    )
    result = [torch.as_tensor(loss) for loss in game_losses(real, fake)]
    truth = [discriminator_loss(real, fake), generator_loss(fake)]
    expect(
        all(loss.isfinite() for loss in result) and agree(result, truth),
        "For logits of 150 and more your losses are not right any more: the sigmoid "
        "rounds to 0 or 1 there, and the logarithm of 0 is infinite; or `exp` "
        "overflows; or you cut the logits off. `F.softplus` and `F.logsigmoid` take "
        "logits as they are.",
    )
    _expect_gradients(
        game_losses, real, fake,
        "For logits of 150 and more the {name} loss is right, but its gradient at the "
        "{side} logits is not: something infinite is on its way, even if "
        "`torch.where` or `nan_to_num` hides it. Use `F.softplus` or `F.logsigmoid`.",
    )  # fmt: skip


def _expect_gradients(
    game_losses,
    real,
    fake,
    message="The {name} loss is right, but its gradient at the {side} logits is not: "
    "is a part of it detached or made from plain numbers?",
):
    """Raise Wrong unless both losses pass on their gradients."""
    leaves = [x.clone().requires_grad_() for x in (real, fake)]
    for place, (name, truth, _) in enumerate(_LOSSES):
        loss = game_losses(*leaves)[place]
        expect(
            loss.requires_grad,
            f"The {name} loss is right, but no gradient passes through it: is there a "
            "`detach`, an `item()`, a `no_grad` or a NumPy array too many?",
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
                message.format(name=name, side=side),
            )


def _shortened(loss):
    """Return a loss of as many points as there are of both kinds."""

    def mistaken(real, fake):
        number = min(len(real), len(fake))
        return loss(real[:number], fake[:number])

    return mistaken


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
            "In the discriminator's loss the means are missing, and the half.": (
                lambda real, fake: F.softplus(-real).sum() + F.softplus(fake).sum()
            ),
            "Of the kind with more points you leave some out in the discriminator's "
            "loss.": _shortened(discriminator_loss),
            "The discriminator's loss is the Wasserstein game's, logits without a "
            "logarithm; take the logarithm of P(real).": lambda real, fake: any_of(
                fake.mean() - real.mean(), (fake.mean() - real.mean()) / 2
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
            "The generator's loss leaves some fakes out: it has nothing to do with how "
            "many real points there are.": _shortened(
                lambda real, fake: generator_loss(fake)
            ),
            "The generator's loss is the Wasserstein game's, the logit without a "
            "logarithm; take the logarithm of P(real).": lambda real, fake: (
                -fake.mean()
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

# Numbers of noise, numbers of a point, real points, fakes; how the weights are moved;
# what is added to all logits: one discriminator surely rejects everything.
GAMES = (
    (2, 2, 6, 6, "sgd", 0.0),
    (3, 2, 5, 4, "adam", 0.0),
    (1, 3, 7, 3, "momentum", -150.0),
    (2, 1, 1, 1, "sgd", 0.0),
    (4, 2, 3, 8, "adam", 0.0),
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

    def copy(self):
        """Return the same game once more, to be played on its own."""
        game = Game(*copy.deepcopy(self[:4]), self.x_real, self.z)  # optimizers follow
        for old, new in zip(self[:2], game[:2], strict=True):
            for a, b in zip(old.parameters(), new.parameters(), strict=True):
                b.grad = a.grad.clone()
        return game

    def logits(self):
        """Return the logits of real points and of fakes."""
        x_fake = self.generator(self.z)
        return self.discriminator(self.x_real), self.discriminator(x_fake)


def _games(stream):
    """Yield games amid a training: stale gradients, and a step behind each network."""
    for noise, point, num_real, num_fake, name, shift in GAMES:
        networks = [_mlp(noise, point, stream), _mlp(point, 1, stream)]
        optimizers = [OPTIMIZERS[name](network.parameters()) for network in networks]
        for network, optimizer in zip(networks, optimizers, strict=True):
            optimizer.step()  # now it has a state
            _fill_gradients(network, stream)
        networks[1][-1].bias.data += shift
        x_real = torch.randn(num_real, point, generator=stream) + 1
        z = torch.randn(num_fake, noise, generator=stream)
        yield Game(*networks, *optimizers, x_real, z)


def _mlp(num_in, num_out, stream):
    network = nn.Sequential(nn.Linear(num_in, 5), nn.Tanh(), nn.Linear(5, num_out))
    for weights in network.parameters():
        weights.data = torch.randn(weights.shape, generator=stream)
    _fill_gradients(network, stream)
    return network


def _fill_gradients(network, stream):
    for weights in network.parameters():
        weights.grad = torch.randn(weights.shape, generator=stream)


def _weights(network):
    return torch.cat([p.detach().flatten() for p in network.parameters()]).clone()


class Heard(NamedTuple):
    """What was noticed during a call, by the names of Game's parts."""

    gradients: dict[str, bool]  # whether one has come to a network
    steps: dict[str, int]  # how many an optimizer has taken
    noise: list[torch.Tensor]  # what the generator was given


@contextlib.contextmanager
def _listening(game: Game) -> Iterator[Heard]:
    """Notice what happens to a game."""
    networks, optimizers = Game._fields[:2], Game._fields[2:4]
    heard = Heard(dict.fromkeys(networks, False), dict.fromkeys(optimizers, 0), [])

    def note_step(name):
        heard.steps[name] += 1

    hooks = [
        weights.register_hook(lambda g, n=name: heard.gradients.update({n: True}))
        for name in networks
        for weights in getattr(game, name).parameters()
    ]
    for name in optimizers:
        register = getattr(game, name).register_step_post_hook
        hooks.append(register(lambda *_, n=name: note_step(n)))
    hooks.append(
        game.generator.register_forward_pre_hook(
            lambda _, inputs: heard.noise.append(inputs[0].detach().clone())
        )
    )
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


def _expect_step(step, names, side, stream):
    """Raise Wrong unless `step` moves the right network by one step of its loss.

    `names` are the parts of a game that the student's function is called with.
    """
    _expect_order(step, names)
    played = []
    for game in _games(stream):
        copies = game.copy()
        with _listening(game) as heard:
            returned = _called(step, [getattr(game, name) for name in names.split()])
        _expect_gradients_on()
        _expect_moves(game, copies, side, heard)
        _expect_left(game, copies, side, heard)
        played.append((game, copies, returned, heard))
    _blame(played, side)
    for game, copies, returned, _ in played:
        _expect_loss(returned, game, copies, side)


def _called(step, arguments):
    """Call the step; raise Wrong in plain words where `backward` has no way to go."""
    try:
        return step(*arguments)
    except RuntimeError as error:
        expect(
            "does not require grad" not in str(error),
            "`backward` stops, because the loss is cut off from every weight: are the "
            "discriminator's logits detached, or computed under `no_grad`?",
        )
        raise


def _expect_moves(game, copies, side, heard):
    """Raise Wrong unless one network moved, by a single step of its own optimizer."""
    moved, strayed = (
        not torch.equal(_weights(getattr(copies, x)), _weights(getattr(game, x)))
        for x in (side.moves, side.stays)
    )
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
        not heard.steps[side.other],
        f"`{side.other}` takes a step too. Even where no weight moves by it, its "
        "momentum does; leave it alone.",
    )
    steps, reached = heard.steps[side.optimizer], heard.gradients[side.moves]
    still = f"The {side.moves} did not move"
    expect(
        moved or steps or not reached,
        f"{still}: a gradient reaches it, but `{side.optimizer}.step()` is missing, or "
        "its brackets are.",
    )
    expect(
        moved or steps,
        f"{still}: neither does a gradient reach it, nor does `{side.optimizer}` take "
        "a step. A loss that is only computed moves nothing.",
    )
    expect(
        moved or reached,
        f"{still}: `{side.optimizer}` takes its step, but no gradient has come. Is "
        "`backward()` missing, does a `detach` keep the gradient from it, or did you "
        "use a copy of the network?",
    )
    expect(
        moved,
        f"{still}: its gradients are set to zero between `backward` and the step.",
    )
    expect(
        steps,
        f"The {side.moves} moved, but `{side.optimizer}` took no step. Let it do the "
        "step: it holds the learning rate, and what it keeps of earlier steps.",
    )
    expect(
        steps == 1,
        f"You take two steps or more with `{side.optimizer}`; one call is one step.",
    )


def _expect_left(game, copies, side, heard):
    """Raise Wrong unless everything but the weights is left as it was."""
    expect(
        side.moves == "generator" or not heard.gradients["generator"],
        "The discriminator is moved, but a gradient reaches the generator too: is "
        "a `detach` missing? Here it costs time; where its gradients are not set "
        "to zero before the next step, it spoils that step.",
    )
    for name in (side.moves, side.stays):
        network = getattr(game, name)
        expect(
            all(p.requires_grad for p in network.parameters()),
            f"After your step the {name} can't learn any more: `requires_grad` is "
            "switched off for its weights. Switch it on again.",
        )
        expect(
            network.training,
            f"After your step the {name} is no longer in training mode: `eval()` is "
            "left on. Leave the modes as they are.",
        )
    for name in (side.optimizer, side.other):
        settings, before = (getattr(x, name).state_dict() for x in (game, copies))
        expect(
            settings["param_groups"] == before["param_groups"],
            f"After your step `{name}` has other settings than before, such as its "
            "learning rate or the weights it moves. Leave them as they are.",
        )
    for name in ("x_real", "z"):
        expect(
            not getattr(game, name).requires_grad,
            f"After your step `{name}` asks for gradients: you switched its "
            "`requires_grad` on. Only weights need one here.",
        )
    if side.moves == "discriminator":
        pairs = zip(
            game.generator.parameters(), copies.generator.parameters(), strict=True
        )
        expect(
            all(
                p.grad is None or p.grad.equal(old.grad) or not p.grad.any()
                for p, old in pairs
            ),
            "You write into the generator's gradients. You may clear them, but put "
            "nothing there.",
        )


def _stepped(game, side, loss, clean=True, forgetful=False):
    """Return the moved network's weights if the step is taken with another loss."""
    game = game.copy()
    optimizer = getattr(game, side.optimizer)
    if clean:
        optimizer.zero_grad()
    if forgetful:
        optimizer.state.clear()
    loss(game).backward()
    optimizer.step()
    return _weights(getattr(game, side.moves))


def _blame(played, side):
    """Raise Wrong with the mistake that explains the weights of every game."""
    results = [_weights(getattr(game, side.moves)) for game, *_ in played]
    copies = [game for _, game, *_ in played]

    def explained(**how):
        loss = how.pop("loss", side.loss)
        return all(
            agree(result, _stepped(game, side, loss, **how))
            for result, game in zip(results, copies, strict=True)
        )

    def nothing(game):
        return 0 * side.loss(game)

    if explained():
        return
    expect(
        all(result.isfinite().all() for result in results),
        f"The {side.moves}'s weights are not finite any more where the discriminator "
        "is very sure: the sigmoid rounds to 0 or 1 there, and the logarithm of 0 is "
        "infinite. The library's losses take logits.",
    )
    expect(
        all(torch.isin(x, game.z).all() for game, *_, heard in played
            for x in heard.noise),
        "The generator is given something else than `z`: its fakes are to be those of "
        "this noise, not of other noise or of real points.",
    )  # fmt: skip
    expect(
        not explained(loss=nothing, clean=False),
        f"The {side.moves} moves by old gradients alone: those of an earlier step are "
        "not set to zero, and a `detach` keeps the new ones from it.",
    )
    expect(
        not explained(clean=False),
        f"The gradients of an earlier step are still there, and yours are added to "
        f"them: set the {side.moves}'s gradients to zero before `backward`.",
    )
    expect(
        not explained(forgetful=True),
        f"`{side.optimizer}` has forgotten its earlier steps: its `state`, where "
        "momentum and Adam keep their means, must stay.",
    )
    for message, loss in side.mistakes.items():
        expect(not explained(loss=loss), message)
        expect(
            not explained(loss=loss, clean=False),
            f"{message} Besides, an earlier step's gradients are not set to zero.",
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
        "No gradient comes from the fakes, or it is cleared again: are they missing "
        "from the loss, are their logits detached, or does a `zero_grad` stand between "
        "two `backward`s?": lambda game: F.softplus(-game.logits()[0]).mean() / 2,
        "No gradient comes from the real points, or it is cleared again: are they "
        "missing from the loss, is there a `detach` too many, or does a `zero_grad` "
        "stand between two `backward`s?": (
            lambda game: F.softplus(game.logits()[1]).mean() / 2
        ),
        "The gradient is twice as long as it should be: is the half missing that each "
        "kind of points counts, or does `backward` come twice?": lambda game: (
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
        "The gradient is twice as long as it should be: does `backward` come twice?": (
            lambda game: 2 * generator_loss(game.logits()[1])
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
        "generator discriminator optimizer_g optimizer_d x_real z",
        _DISCRIMINATOR,
        stream,
    )


@exercise("04_generator_step", points=2)
def check_generator_step(generator_step, stream):
    """The generator moves by one step, through the discriminator, which stays."""
    _expect_step(
        generator_step,
        "generator discriminator optimizer_g optimizer_d z",
        _GENERATOR,
        stream,
    )


# What seven variants of a round do: predicted.

OUTCOMES = "AABCACD"
WHY = (
    "Row 1 is what the others are compared with: how does it move, compared with "
    "itself?",
    "Row 2: what do the gradients that the first `backward` leaves in the generator "
    "still do, once `zero_grad` has come?",
    "Row 3: what is in the generator's gradients when the second `backward` begins, "
    "and does `backward` overwrite or add?",
    "Row 4: the second `backward` has to go through the generator's graph again. What "
    "did the first one do to it?",
    "Row 5: from where to where did the first `backward` go, and has it met the graph "
    "of `x_fake`?",
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
    if isinstance(result, str) and not result.isalpha():  # "A, A, B ..."
        result = result.replace(",", " ").split()
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
