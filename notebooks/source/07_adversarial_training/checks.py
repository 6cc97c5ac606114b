"""The checks of lesson 07's exercises."""

import itertools

import torch
import torch._dynamo  # the first optimizer loads it: before an answer is timed
from torch import nn

from msgan_lib.lesson.checks import (
    agree,
    exercise,
    expect,
    expect_number,
    expect_tensor,
)
from msgan_lib.lesson.expect import any_of, expect_right, shown
from msgan_lib.losses import gradient_penalty
from msgan_lib.training.gradient_flow import NetworkFlow

# A fault, told by what a step did to the two networks.

PLAYERS = ("discriminator", "generator")
# Parameters, with a gradient, on an old one, moved.
LEARNERS = ((6, 6, 0, 6), (6, 5, 0, 5), (4, 4, 0, 4), (8, 8, 0, 8), (1, 1, 0, 1))
IDLE = ((6, 0, 0, 0), (4, 0, 0, 0), (9, 0, 0, 0), (1, 0, 0, 0))


@exercise("07_fault_of", points=2)
def check_fault_of(fault_of, stream):
    """Every fault alone, in part and together with others, in either step."""
    learners = [
        *LEARNERS,
        *((n, g, g, m) for n, g, _, m in LEARNERS),  # all on old ones
        *((6, 6, 1, 6), (8, 7, 2, 7)),  # one or two of them
        *((n, g, 0, 0) for n, g, _, _ in LEARNERS),  # not moved
        *((6, 6, 6, 0), (4, 3, 1, 0)),
        *((6, 6, 0, 2), (4, 4, 4, 1)),  # a part moved
    ]
    others = [
        *IDLE,
        *((n, n, 0, 0) for n, *_ in IDLE),  # reached
        *((6, 1, 0, 0), (9, 2, 1, 0)),  # in part, on an old one
        *((6, 6, 6, 0), (9, 1, 1, 0)),  # all that got one on an old one
        *((n, 0, 0, n) for n, *_ in IDLE),  # moved
        *((6, 6, 0, 6), (9, 3, 0, 1), (4, 4, 4, 4)),
    ]
    pairs = list(itertools.product(learners, others))
    order = torch.randperm(len(pairs), generator=stream)
    inputs = []
    for number, place in enumerate(order.tolist()):
        learner, other = PLAYERS if number % 2 else PLAYERS[::-1]
        of_learner, of_other = (NetworkFlow(*counts) for counts in pairs[place])
        counts = {learner: of_learner, other: of_other}
        # The order in which the networks were watched says nothing.
        inputs.append(({name: counts[name] for name in PLAYERS}, learner))
    expect_right(
        fault_of,
        inputs,
        _fault,
        _MISTAKES_OF_FAULTS,
        read=_a_whole_number,
        told=lambda counts, learner: (
            f"In a step of the {learner}, with "
            + "; ".join(f"{name} {tuple(of)}" for name, of in counts.items())
            + " (parameters, with a gradient, on an old one, moved),"
        ),
    )


def _a_whole_number(result, counts, learner):
    return int(expect_number(result))


def _sides(counts, learner):
    """Return the counts of the network that should learn, and of the other one."""
    (other,) = counts.keys() - {learner}
    return counts[learner], counts[other]


def _fault(counts, learner):
    own, other = _sides(counts, learner)
    if other.moved or not own.moved:
        return 1
    if own.on_old_gradient:
        return 2
    return 3 if other.with_gradient else 0


def _with_sides(fault):
    """Return a mistake: `fault(own, other)` of the counts of the two networks."""
    return lambda counts, learner: fault(*_sides(counts, learner))


_MISTAKES_OF_FAULTS = {
    "You took one network for the other: `learner` names the one that the step should "
    "move.": _with_sides(lambda own, other: _ordered(other, own)),
    "`learner` says whose step it was; you always look at the generator's.": (
        lambda counts, learner: _fault(counts, "generator")
    ),
    "`learner` says whose step it was; you always look at the discriminator's.": (
        lambda counts, learner: _fault(counts, "discriminator")
    ),
    "A step whose learner stands still is faulty too: then the wrong optimizer stepped "
    "and found nothing to do.": _with_sides(
        lambda own, other: _ordered(own, other, still=False)
    ),
    "You miss steps that move the other network.": _with_sides(
        lambda own, other: _ordered(own, other, strayed=False)
    ),
    "Not every parameter of the learner has to move: one whose gradient is 0 stays "
    "where it is. It is a fault if none moves.": _with_sides(
        lambda own, other: any_of(
            *(
                1 if own.moved < wanted else _ordered(own, other, strayed=strayed)
                for wanted in (own.parameters, own.with_gradient)
                for strayed in (True, False)
            )
        )
    ),
    "A gradient that leaks on top of an old one has leaked too.": _with_sides(
        lambda own, other: _ordered(
            own,
            other._replace(with_gradient=other.with_gradient - other.on_old_gradient),
        )
    ),
    "One parameter is enough; you ask for more than one.": _with_sides(
        lambda own, other: _ordered(
            own._replace(on_old_gradient=own.on_old_gradient // 2),
            other._replace(
                with_gradient=other.with_gradient // 2, moved=other.moved // 2
            ),
        )
    ),
    "One parameter is enough; you ask for more than one that leaked.": _with_sides(
        lambda own, other: _ordered(
            own, other._replace(with_gradient=other.with_gradient // 2)
        )
    ),
    "One parameter is enough; you ask for all of a network's.": _with_sides(
        lambda own, other: _ordered(
            own._replace(on_old_gradient=own.on_old_gradient // own.parameters),
            other._replace(
                with_gradient=other.with_gradient // other.parameters,
                moved=other.moved // other.parameters,
            ),
        )
    ),
    "One parameter of the other network that got a gradient is a fault, not only all "
    "of them.": _with_sides(
        lambda own, other: (
            _ordered(own, other._replace(with_gradient=0))
            if other.with_gradient < other.parameters
            else _ordered(own, other)
        )
    ),
    "One gradient of the learner on top of an old one is a fault, not only all of "
    "them.": _with_sides(
        lambda own, other: (
            _ordered(own._replace(on_old_gradient=0), other)
            if own.on_old_gradient < own.parameters
            else _ordered(own, other)
        )
    ),
    "Old gradients matter in the network that learns; in the other one nothing goes "
    "along them.": _with_sides(
        lambda own, other: (
            _ordered(own, other)
            if _ordered(own, other) == 1
            else 2
            if own.on_old_gradient or other.on_old_gradient
            else _ordered(own, other)
        )
    ),
    "You look for gradients that add up in the other network; they do harm in the one "
    "that learns.": _with_sides(
        lambda own, other: _ordered(
            own._replace(on_old_gradient=other.on_old_gradient), other
        )
    ),
    "Where several faults fit, the smallest number is asked for.": _with_sides(
        lambda own, other: (
            3
            if other.with_gradient
            else 2
            if own.on_old_gradient
            else _ordered(own, other)
        )
    ),
    "Where faults 2 and 3 both fit, the smaller number is asked for.": _with_sides(
        lambda own, other: (
            3
            if _ordered(own, other) != 1 and other.with_gradient
            else _ordered(own, other)
        )
    ),
    "You miss gradients that are added to old ones.": _with_sides(
        lambda own, other: _ordered(own._replace(on_old_gradient=0), other)
    ),
    "You miss gradients that reach the other network.": _with_sides(
        lambda own, other: _ordered(own, other._replace(with_gradient=0))
    ),
    "A step without any fault gets 0.": _with_sides(
        lambda own, other: _ordered(own, other) or 3
    ),
}


def _ordered(own, other, still=True, strayed=True):
    """Return the fault; leave out one half of fault 1 if asked to."""
    if (strayed and other.moved) or (still and not own.moved):
        return 1
    if own.on_old_gradient:
        return 2
    return 3 if other.with_gradient else 0


# The loop: rounds of steps, with real images and noise drawn anew.


class Game:
    """A generator and two steps that learn nothing and write down what they are given.

    An image of the generator is its noise and how often it has learnt: so it can be
    told from which noise it is, and from which generator.
    """

    def __init__(self):
        self.noise, self.steps = [], []
        self.learnt = 0
        self.with_gradients = True

    def sample_noise(self, n, generator):
        z = torch.randn(n, 3, generator=generator)
        self.noise.append(z.clone())
        return z

    def __call__(self, z):
        images = torch.cat([z, torch.full((len(z), 1), float(self.learnt))], dim=1)
        return images.view(-1, 1, 2, 2)

    def train_discriminator(self, x_real, x_fake):
        self.with_gradients &= torch.is_grad_enabled()
        self.steps.append(("D", x_real.detach().clone(), x_fake.detach().clone()))
        return 1 / len(self.steps)

    def train_generator(self, z):
        self.with_gradients &= torch.is_grad_enabled()
        self.steps.append(("G", z.detach().clone()))
        self.learnt += 1
        return 10.0 + len(self.steps)


# Images, rounds, steps of the discriminator, images a batch.
GAMES = (
    *((40, 3, 1, 6), (50, 2, 3, 5), (7, 4, 2, 9), (30, 1, 4, 3), (60, 5, 1, 1)),
    (3, 2, 2, 20),  # so many draws that each image is among them
)


@exercise("07_play", points=3)
def check_play(play, stream):
    """Who moves when, on what, and what is written down."""
    for num_images, num_rounds, discriminator_steps, batch_size in GAMES:
        x = torch.rand(num_images, 1, 2, 2, generator=stream)
        game = Game()
        given = (num_rounds, discriminator_steps, batch_size)
        state = stream.get_state()
        losses = _play(play, game, x, *given, stream)
        told = (
            f"With {num_rounds} rounds, {discriminator_steps} steps of the "
            f"discriminator in each and batches of {batch_size}"
        )
        _expect_order(game, told, *given)
        _expect_steps(game, x, batch_size)
        _expect_losses(losses, told, *given[:2])
        on = Game()
        _play(play, on, x, *given, stream)
        expect(
            not any(_equal(game, on)),
            "Two games in a row from one `stream` get the same draws: use `stream` as "
            "it comes, for every draw, without a new start or a stream of your own.",
        )
        again, after = Game(), stream.get_state()
        stream.set_state(state)
        _play(play, again, x, *given, stream)
        stream.set_state(after)
        expect(
            all(_equal(game, again)),
            "The same `stream` must give the same game again: draw the rows with "
            "`generator=stream`, and hand `stream` to `sample_noise`.",
        )


def _play(play, game, x, num_rounds, discriminator_steps, batch_size, stream):
    with torch.enable_grad():  # what the answer switches off does not stay off
        losses = play(
            x,
            game,
            game.train_discriminator,
            game.train_generator,
            num_rounds,
            discriminator_steps,
            batch_size,
            stream,
        )
    expect(
        game.with_gradients,
        "Gradients are switched off while a step trains, so nothing can be learnt: "
        "`torch.no_grad()` may go round the making of fakes, and round nothing else.",
    )
    return losses


def _equal(game, other):
    """Return of real images (if many), fakes and noise whether they are the same."""
    return [
        torch.equal(one, two)
        for step, repeated in zip(game.steps, other.steps, strict=True)
        for one, two in zip(step[1:], repeated[1:], strict=True)
        if len(one) >= 5
    ]


def _expect_order(game, told, num_rounds, discriminator_steps, batch_size):
    order = "".join(kind for kind, *_ in game.steps)
    truth = ("D" * discriminator_steps + "G") * num_rounds
    for message, wrong in {
        "The discriminator's steps come first in a round.": (
            ("G" + "D" * discriminator_steps) * num_rounds
        ),
        "The generator's step belongs behind the discriminator's steps of a round, not "
        "behind each of them.": "DG" * discriminator_steps * num_rounds,
        "The discriminator takes `discriminator_steps` steps in a round; yours takes "
        "one.": "DG" * num_rounds,
        "You played one round only.": truth[: discriminator_steps + 1],
        "There is one round too many.": truth + truth[: discriminator_steps + 1],
        "There is one round too few.": truth[: -discriminator_steps - 1],
        "All steps of the discriminator are done before the generator learns; in each "
        "round both learn.": "D" * discriminator_steps * num_rounds + "G" * num_rounds,
        "It is the discriminator that takes several steps in a round; the generator "
        "takes one.": ("D" + "G" * discriminator_steps) * num_rounds,
        "The generator is never trained.": "D" * discriminator_steps * num_rounds,
        "The discriminator is never trained.": "G" * num_rounds,
    }.items():
        # One step and one round look alike in many orders.
        expect(order != wrong or order == truth, message)
    expect(
        order == truth,
        f"{told} the steps must be {truth} (D: discriminator, G: generator), and yours "
        f"are {order or 'none'}.",
    )


def _expect_steps(game, x, batch_size):
    rows_seen, noise_seen = [], []
    learnt = 0
    for kind, *given in game.steps:
        if kind == "G":
            noise_seen.append(_expect_noise(game, given[0], batch_size))
            learnt += 1
            continue
        x_real, x_fake = given
        expect_tensor(x_real, what="`x_real`")
        expect_tensor(x_fake, what="`x_fake`")
        shape = (batch_size, *x.shape[1:])
        expect(
            x_fake.ndim != 2,
            "The discriminator gets noise; fake images are `generator(z)`.",
        )
        expect(
            len(x_real) != len(x) or len(x) >= batch_size,
            f"`x` has {len(x)} images, and {batch_size} are wanted: draw them with "
            "replacement, by `torch.randint`.",
        )
        expect(
            tuple(x_real.shape) == shape and tuple(x_fake.shape) == shape,
            f"The discriminator is to get {batch_size} real and {batch_size} fake "
            f"images a step, both {shape}, and gets {tuple(x_real.shape)} and "
            f"{tuple(x_fake.shape)}.",
        )
        rows = [_row_of(image, x) for image in x_real]
        expect(
            None not in rows or any(_row_of(image, x) is None for image in x_fake),
            "Real and fake images are swapped: the real ones come first.",
        )
        expect(None not in rows, "What the discriminator gets as real is not from `x`.")
        rows_seen.append(rows)
        made_of, made_by = x_fake.flatten(1)[:, :3], x_fake.flatten(1)[:, 3]
        noise_seen.append(_expect_noise(game, made_of, batch_size))
        expect(
            (made_by == learnt).all(),
            "The discriminator must see images of the generator as it is now; yours "
            "were made before the generator's last step.",
        )
    _expect_rows(rows_seen, len(x), batch_size)
    for first, second in itertools.combinations(noise_seen, 2):
        expect(
            not torch.equal(first, second),
            "Two steps get the same noise: every step, of either network, draws its "
            "own.",
        )


def _expect_noise(game, z, batch_size):
    expect(
        z.ndim == 2,
        "`train_generator` gets images; it wants the noise and makes them itself.",
    )
    expect(
        any(drawn.shape == z.shape and torch.equal(drawn, z) for drawn in game.noise),
        "Noise must come from `generator.sample_noise(batch_size, stream)`, as it is: "
        f"{batch_size} rows of it for each step.",
    )
    return z


def _row_of(image, x):
    """Return which of the images x it is, None if it is none of them."""
    same = (x == image).flatten(1).all(dim=1).nonzero()
    return same[0].item() if len(same) else None


def _expect_rows(rows_seen, num_images, batch_size):
    """Raise Wrong unless rows look drawn at random; by luck alone once in a billion."""
    if batch_size < 3 or len(rows_seen) < 2:
        return
    expect(
        any(rows != rows_seen[0] for rows in rows_seen),
        "Every step of the discriminator gets the same real images; draw other ones "
        "each time.",
    )
    expect(
        not all(_in_order(rows, num_images) for rows in rows_seen),
        "The real images come in the order of `x`; draw rows at random.",
    )
    everywhere = [row for rows in rows_seen for row in rows]
    starts = range(0, len(everywhere), num_images)
    epochs = [everywhere[start : start + num_images] for start in starts]
    expect(
        len(epochs) < 3 or any(len(set(rows)) < len(rows) for rows in epochs),
        "No image comes again before all have had their turn: draw with replacement, "
        "by `torch.randint`.",
    )
    again = [
        one == other
        for one, other in itertools.combinations(rows_seen, 2)
        if len(one) >= 5
    ]
    expect(
        not any(again),
        "Some steps of the discriminator get the same real images; draw other ones for "
        "every step.",
    )
    expect(
        any(len(set(rows)) > 1 for rows in rows_seen),
        "A step gets one real image many times over; draw a row for each.",
    )
    expect(
        len(everywhere) < 20 * num_images or len(set(everywhere)) == num_images,
        "Some images of `x` are never drawn, such as the last one: `torch.randint` "
        "leaves out its upper end by itself.",
    )
    expect(
        max(everywhere) >= num_images / 3 or len(everywhere) < 16,
        "The real images come from the beginning of `x` alone; draw from all of it.",
    )


def _in_order(rows, num_images):
    return all(b == (a + 1) % num_images for a, b in itertools.pairwise(rows))


def _expect_losses(losses, told, num_rounds, discriminator_steps):
    expect(losses is not None, "The result is None: is a `return` missing?")
    expect(
        isinstance(losses, list) and len(losses) == num_rounds,
        f"{told} a list of {num_rounds} pairs is to be returned, one a round.",
    )
    truth, last, swapped, added, kept = [], [], [], [], []
    count, so_far = 0, []
    for _ in range(num_rounds):
        of_discriminator = [1 / (count + 1 + i) for i in range(discriminator_steps)]
        count += discriminator_steps + 1
        mean = sum(of_discriminator) / discriminator_steps
        truth.append((mean, 10.0 + count))
        last.append((of_discriminator[-1], 10.0 + count))
        swapped.append((10.0 + count, mean))
        added.append((sum(of_discriminator), 10.0 + count))
        so_far += of_discriminator
        kept.append((sum(so_far) / len(so_far), 10.0 + count))
    pairs = []
    for pair in losses:
        expect(
            isinstance(pair, tuple | list) and len(pair) == 2,
            "Each round gives a pair: the discriminator's mean loss, the generator's.",
        )
        pairs.append(tuple(expect_number(number, "A loss") for number in pair))
    expect(
        not agree(pairs, swapped),
        "The pairs are the wrong way round: the discriminator's loss comes first.",
    )
    expect(
        agree(pairs, truth) or not agree(pairs, last),
        "Of a round with several steps of the discriminator their mean loss is wanted; "
        "yours is that of the last one.",
    )
    expect(
        agree(pairs, truth) or not agree(pairs, added),
        "You add up the discriminator's losses of a round; their mean is wanted.",
    )
    expect(
        agree(pairs, truth) or not agree(pairs, kept),
        "The discriminator's losses of earlier rounds are in your mean: begin a new "
        "list in each round.",
    )
    expect(
        agree(pairs, truth),
        f"{told} the losses should be {shown(truth)}, and yours are {shown(pairs)}.",
    )


# WGAN-GP's penalty.

# Images, rows, columns.
SHAPES = ((4, 3, 2), (1, 2, 3), (5, 4, 4), (3, 1, 3), (2, 3, 3))


class Curved(nn.Module):
    """A critic whose slope differs from place to place; each image by itself."""

    def __init__(self, height, width, stream, steepness=1.0):
        super().__init__()
        of_pixels, curve = torch.randn(2, height * width, generator=stream)
        self.weight = nn.Parameter(1.5 * steepness * of_pixels)
        self.curve = nn.Parameter(steepness * curve)

    def forward(self, x):
        x = x.flatten(1)
        return x @ self.weight + x.square() @ self.curve


@exercise("07_slope_penalty", points=3)
def check_slope_penalty(slope_penalty, stream):
    """The number, and the gradient that it gives the critic's weights."""
    inputs = []
    for (batch, height, width), steepness in itertools.product(SHAPES, (1.0, 0.1)):
        critic = Curved(height, width, stream, steepness)  # slopes above 1, below 1
        x_real, x_fake = torch.rand(2, batch, 1, height, width, generator=stream)
        inputs.append((critic, x_real, x_fake, torch.rand(batch, generator=stream)))
    results = [slope_penalty(*inputs[0]) for _ in range(2)]
    expect(
        not all(isinstance(x, torch.Tensor) for x in results) or agree(*results),
        "The same images give another result each time: take the `shares` given, draw "
        "none of your own.",
    )
    expect_right(
        slope_penalty,
        inputs,
        lambda *given: gradient_penalty(*given).detach(),
        _MISTAKES_OF_PENALTIES,
        read=_one_number,
        told=lambda critic, x_real, x_fake, shares: (
            f"For {len(x_real)} images of {x_real.shape[2]} x {x_real.shape[3]} pixels"
        ),
        rtol=1e-4,
    )
    for given in inputs:
        _expect_slopes_are_learnt(slope_penalty, given)


def _one_number(result, critic, *given):
    expect(
        not any(x.requires_grad for x in given),
        "Your function leaves `requires_grad` on in what it was given; it is the "
        "mixture that needs it.",
    )
    expect(critic.training, "Your function puts the critic into another mode.")
    expect_tensor(result)
    expect(
        result.shape == (),
        f"The result has the shape {tuple(result.shape)}, but must be one number, the "
        "mean over the images.",
    )
    expect(
        all(p.grad is None for p in critic.parameters()),
        "Your function leaves gradients in the critic's weights, where the next step "
        "would add its own to them: `torch.autograd.grad` leaves none.",
    )
    return result


def _expect_slopes_are_learnt(slope_penalty, given):
    critic = given[0]
    weights = list(critic.parameters())
    truth = torch.autograd.grad(gradient_penalty(*given), weights)
    result = slope_penalty(*given)
    missing = (
        "The number is right, but the critic can't learn from it: no gradient reaches "
        "its weights. Does `torch.autograd.grad` keep the way it went, with "
        "`create_graph=True`?"
    )
    expect(result.requires_grad, missing)
    got = torch.autograd.grad(result, weights, allow_unused=True)
    expect(all(g is not None for g in got), missing)
    for one, other in zip(got, truth, strict=True):
        expect(
            agree(one, other, rtol=1e-3),
            "The number is right, but not all of its gradient reaches the critic's "
            "weights: is there a `detach` or an `item` too many?",
        )


def _slopes(critic, x, logit=torch.sum):
    """Return the gradient of the critic's logits at images."""
    with torch.enable_grad():
        x = x.detach().clone().requires_grad_()
        (gradient,) = torch.autograd.grad(logit(critic(x)), x)
    return gradient


def _mixed(x_real, x_fake, shares):
    share = shares.view(-1, 1, 1, 1)
    return share * x_real + (1 - share) * x_fake


def _penalty_of(rule, logit=torch.sum, mixed=_mixed):
    """Return a mistake: a rule that makes a penalty of the gradients at mixtures."""
    return lambda critic, *images: rule(_slopes(critic, mixed(*images), logit))


def _norms(gradient):
    return gradient.flatten(1).norm(dim=1)


def _right(gradient):
    return (_norms(gradient) - 1).square().mean()


_MISTAKES_OF_PENALTIES = {
    "The slope is the length over a whole image. You took it over axis 1, which has "
    "one channel: that is every pixel's own, and the penalty drives them all to 1.": (
        _penalty_of(lambda g: (g.norm(dim=1) - 1).square().mean())
    ),
    "You took the length over the rows or columns of an image, not over all of its "
    "pixels.": _penalty_of(lambda g: (g.norm(dim=2) - 1).square().mean()),
    "You took the length over the columns of each row; a slope is the length over all "
    "pixels of an image.": _penalty_of(lambda g: (g.norm(dim=3) - 1).square().mean()),
    "You took one length over the whole batch; each image has its own slope.": (
        _penalty_of(lambda g: (g.norm() - 1).square())
    ),
    "The logits were averaged before the gradient was taken, so every slope is too "
    "small by the size of the batch: take their sum.": _penalty_of(_right, torch.mean),
    "You took the mean square of the pixels' gradients where the square root of their "
    "sum is meant.": _penalty_of(
        lambda g: (g.flatten(1).square().mean(1).sqrt() - 1).square().mean()
    ),
    "The root is missing: you compare the squared slope with 1.": _penalty_of(
        lambda g: (_norms(g).square() - 1).square().mean()
    ),
    "You multiply the penalty by its weight of ten, which is no part of it.": (
        _penalty_of(lambda g: 10 * _right(g))
    ),
    "The slope's distance from 1 must be squared.": _penalty_of(
        lambda g: (_norms(g) - 1).mean()
    ),
    "The slope's distance from 1 must be squared; you take its size.": _penalty_of(
        lambda g: (_norms(g) - 1).abs().mean()
    ),
    "That pushes slopes to 0, as R1 does; here they should be 1.": _penalty_of(
        lambda g: _norms(g).square().mean()
    ),
    "You push slopes above 1 down and let smaller ones be; here both are pushed.": (
        _penalty_of(lambda g: (_norms(g) - 1).relu().square().mean())
    ),
    "You take the mean slope first and its distance from 1 after; each image has its "
    "own distance.": _penalty_of(lambda g: (_norms(g).mean() - 1).square()),
    "You add up the images; their mean is wanted.": _penalty_of(
        lambda g: (_norms(g) - 1).square().sum()
    ),
    "The slope is a length, the root of the sum of squares; you add up sizes.": (
        _penalty_of(lambda g: (g.flatten(1).abs().sum(1) - 1).square().mean())
    ),
    "The slopes are wanted at the mixtures, not at the real images.": _penalty_of(
        _right, mixed=lambda x_real, x_fake, shares: x_real
    ),
    "The slopes are wanted at the mixtures, not at the fake images.": _penalty_of(
        _right, mixed=lambda x_real, x_fake, shares: x_fake
    ),
    "`shares` says how much of a mixture is real; you gave it to the fake one.": (
        _penalty_of(
            _right, mixed=lambda x_real, x_fake, shares: _mixed(x_fake, x_real, shares)
        )
    ),
    "Every image has a share of its own; you used one for all of them.": _penalty_of(
        _right,
        mixed=lambda x_real, x_fake, shares: _mixed(
            x_real, x_fake, shares[:1].expand(len(shares))
        ),
    ),
}


# The best output of a discriminator for any targets.

TARGETS = ((1.0, 0.0), (0.9, 0.0), (0.9, 0.1), (1.1, -0.1), (0.7, 0.3), (1.0, 0.2))


@exercise("07_best_output", points=2)
def check_best_output(best_output, stream):
    """Densities of all sizes and shapes, one of them 0, and targets in and out."""
    inputs = []
    for targets in TARGETS:
        for shape in ((4,), (2, 3), (1,)):
            densities = 3 * torch.rand(2, *shape, generator=stream)
            inputs.append((*densities, *targets))
        real, fake = torch.tensor([[0.0, 0.4, 2.0, 0.3], [0.7, 0.0, 0.01, 0.3]])
        inputs.append((real, fake, *targets))
        inputs.append((1e-8 * real, 1e-8 * fake, *targets))  # far from all points
    expect_right(
        best_output,
        inputs,
        lambda *given: _best(*given).clamp(0, 1),
        _MISTAKES_OF_OUTPUTS,
        read=_of_one_shape,
        told=lambda p_real, p_fake, *targets: (
            f"For the targets {targets[0]} and {targets[1]}, `p_real` {shown(p_real)} "
            f"and `p_fake` {shown(p_fake)}"
        ),
    )


def _best(p_real, p_fake, target_real, target_fake):
    return (target_real * p_real + target_fake * p_fake) / (p_real + p_fake)


def _of_one_shape(result, p_real, *given):
    expect_tensor(result, shape=tuple(p_real.shape))
    return result


_MISTAKES_OF_OUTPUTS = {
    "Targets beyond 0 and 1 lead to a value that no probability can have: there the "
    "output goes to 0 or 1, as far as it can.": _best,
    "The output can't fall below 0: one end is missing.": (
        lambda *given: _best(*given).clamp(max=1)
    ),
    "The output can't rise above 1: one end is missing.": (
        lambda *given: _best(*given).clamp(min=0)
    ),
    "You bring the targets into 0 to 1 first; it is the output that stays there.": (
        lambda p_real, p_fake, real, fake: _best(
            p_real, p_fake, min(real, 1.0), max(fake, 0.0)
        )
    ),
    "Something small is added to the sum of the densities, which are small themselves "
    "far from all points. They are never both 0, so nothing need be added.": (
        lambda p_real, p_fake, real, fake: (
            (real * p_real + fake * p_fake) / (p_real + p_fake + 1e-6)
        ).clamp(0, 1)
    ),
    "That is the best output for the targets 1 and 0; yours does not look at the "
    "targets.": lambda p_real, p_fake, *targets: p_real / (p_real + p_fake),
    "You divide A by B alone; the lowest point is at A / (A + B).": (
        lambda p_real, p_fake, real, fake: (
            (real * p_real + fake * p_fake)
            / ((1 - real) * p_real + (1 - fake) * p_fake)
        ).clamp(0, 1)
    ),
    "That is how often a place is called fake; the output says how probable `real` "
    "is.": lambda *given: (1 - _best(*given)).clamp(0, 1),
    "The target of the fake images is missing.": (
        lambda p_real, p_fake, real, fake: _best(p_real, p_fake, real, 0).clamp(0, 1)
    ),
    "The target of the real images is missing.": (
        lambda p_real, p_fake, real, fake: _best(p_real, p_fake, 1, fake).clamp(0, 1)
    ),
    "The two targets are swapped, or the two densities.": (
        lambda p_real, p_fake, real, fake: _best(p_real, p_fake, fake, real).clamp(0, 1)
    ),
    "You mix the targets half and half wherever you are; where fake images are more "
    "frequent, theirs counts more.": (
        lambda p_real, p_fake, real, fake: torch.full_like(
            p_real, (real + fake) / 2
        ).clamp(0, 1)
    ),
    "You weigh the densities by their targets below as well: then the targets 0.9 and "
    "0.0 change nothing.": (
        lambda p_real, p_fake, real, fake: (
            real * p_real / (real * p_real + fake * p_fake)
        ).clamp(0, 1)
    ),
    "It must be divided by the sum of the two densities.": (
        lambda p_real, p_fake, real, fake: (real * p_real + fake * p_fake).clamp(0, 1)
    ),
    "The output may be anything from 0 to 1; you keep it between the two targets' "
    "usual values.": (
        lambda p_real, p_fake, real, fake: _best(p_real, p_fake, real, fake).clamp(
            0.1, 0.9
        )
    ),
    "You squeeze the usual output into the range of the targets by its logit; the "
    "loss asks for a weighted mean of the targets.": (
        lambda p_real, p_fake, real, fake: (
            (p_real / (p_real + p_fake)).clamp(min(fake, real), max(fake, real))
        ).clamp(0, 1)
    ),
}
