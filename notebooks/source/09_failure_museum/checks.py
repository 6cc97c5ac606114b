"""The checks of lesson 09's exercises."""

import contextlib
import copy
import math

import torch
import torch._dynamo  # the first optimizer loads it: before an answer is timed
from torch import nn

from msgan_lib.lesson.checks import (
    agree,
    any_of,
    exercise,
    expect,
    expect_number,
    expect_tensor,
)
from msgan_lib.lesson.expect import expect_right, shown
from msgan_lib.losses import (
    least_squares_discriminator_loss,
    least_squares_generator_loss,
)

# The effective number of classes.


@exercise("09_effective_classes", points=2)
def check_effective_classes(effective_classes, stream):
    """Even shares, uneven ones, one class, one sample, names of every kind."""
    inputs = [([7, 7, 7, 2],), ([5, 5],), ([4],), ([0],), ([-3, 8, 8, 100_000],)]
    inputs += [(list(range(k)) * 3,) for k in (2, 3, 7, 12)]
    for size in (9, 40, 1_000):
        shares = torch.rand(6, generator=stream) ** 3 + 1e-3
        names = torch.randperm(50, generator=stream)[:6] - 20
        drawn = torch.multinomial(shares, size, True, generator=stream)
        inputs.append((names[drawn].tolist(),))
    expect_right(
        lambda classes: effective_classes(torch.tensor(classes)),
        inputs,
        _effective,
        _MISTAKES_OF_CLASSES,
        read=lambda result, classes: _number_of_kinds(result),
        told=lambda classes: (
            f"For the classes {shown(classes)}"
            if len(classes) < 10
            else f"For {len(classes)} samples of {len(set(classes))} classes"
        ),
        rtol=1e-4,
    )


def _number_of_kinds(result):
    with contextlib.suppress(TypeError, ValueError, RuntimeError):
        expect(
            not math.isnan(result),
            "The result is nan. A class that does not occur has the share 0, and 0 "
            "times log 0 is nan: leave such classes out of the sum.",
        )
    return expect_number(result)


def _shares(classes):
    counts = torch.tensor(classes).unique(return_counts=True)[1]
    return counts.double() / counts.sum()


def _entropy(classes):
    shares = _shares(classes)
    return -(shares * shares.log()).sum()


def _effective(classes):
    return _entropy(classes).exp().item()


_MISTAKES_OF_CLASSES = {
    "That is how many classes occur; a rare one must count for less.": (
        lambda classes: float(len(set(classes)))
    ),
    "That is the sum itself with its sign changed: `exp` is missing.": (
        lambda classes: _entropy(classes).item()
    ),
    "The sign is missing: the sum of p log p is negative, and its opposite goes into "
    "`exp`.": lambda classes: (-_entropy(classes)).exp().item(),
    "The logarithm has base 2 and `exp` has base e; both must have the same.": (
        lambda classes: (_entropy(classes) / torch.log(torch.tensor(2.0))).exp().item()
    ),
    "The logarithm has base 10 and `exp` has base e; both must have the same.": (
        lambda classes: (_entropy(classes) / torch.log(torch.tensor(10.0))).exp().item()
    ),
    "You leave out the factor p in front of the logarithm.": (
        lambda classes: (-_shares(classes).log().sum()).exp().item()
    ),
    "You take the mean over the classes where a sum is meant.": (
        lambda classes: (_entropy(classes) / len(_shares(classes))).exp().item()
    ),
    "That is one over the sum of the squared shares: another effective number, and not "
    "the one of the formula.": (
        lambda classes: (1 / _shares(classes).square().sum()).item()
    ),
    "You take the numbers of the classes for counts; how often each occurs is what "
    "counts.": lambda classes: _of_names(classes),
    "You divide by the number of classes that occur; the result would be a share.": (
        lambda classes: _effective(classes) / len(_shares(classes))
    ),
    "You take the counts for shares: divide them by their sum.": (
        lambda classes: _of_counts(classes)
    ),
    "You round the result; the effective number need not be whole.": (
        lambda classes: float(round(_effective(classes)))
    ),
    "You return the example's number whatever the classes are.": lambda classes: 1.755,
}


def _of_counts(classes):
    counts = _shares(classes) * len(classes)
    return (-(counts * counts.log()).sum()).exp().item()


def _of_names(classes):
    shares = torch.tensor(classes).double() / sum(classes)
    return (-(shares * shares.log()).sum()).exp().item()


# Company for an image.


@exercise("09_company", points=1)
def check_company(company, stream):
    """Images of every ink, small and large, with both verdicts asked for."""
    inks = torch.cat(
        [
            torch.tensor([0.011, 0.989, 0.5, 0.31, 0.79]),
            0.02 + 0.96 * torch.rand(5, generator=stream),
        ]
    )
    sides = ((2, 2), (28, 28), (3, 5), (1, 4), (7, 2))
    logits = {"real": [], "fake": []}
    for number, ink in enumerate(inks.tolist()):
        height, width = sides[number % len(sides)]
        x = torch.full((1, 1, height, width), ink)
        uneven = (
            min(ink, 1 - ink) * 0.9 * torch.rand(height * width // 2, generator=stream)
        )
        x.view(-1)[: len(uneven)] += uneven
        x.view(-1)[len(uneven) : 2 * len(uneven)] -= uneven
        for verdict in ("real", "fake"):
            images = company(x.clone(), verdict)
            expect_tensor(images)
            expect(
                images.dim() == 4
                and tuple(images.shape[1:]) == tuple(x.shape[1:])
                and 2 <= len(images) <= 100,
                f"The company has the shape {tuple(images.shape)}; from 2 to 100 "
                f"images (m, 1, {height}, {width}) are asked for.",
            )
            expect(
                images.min() >= 0 and images.max() <= 1,
                "Your images have pixels outside 0 to 1; none is whiter than paper.",
            )
            batch = torch.cat([x, images.to(x)]).flatten(1).mean(dim=1)
            expect(
                batch.std() > 1e-6,
                "All images of the batch have the same ink, so nothing is left to "
                "judge after the mean is subtracted.",
            )
            logit = ((batch - batch.mean()) / batch.std(unbiased=False))[0].item()
            logits[verdict].append(logit)
    real, fake = logits["real"], logits["fake"]
    expect(
        not (max(real) < 0 < min(fake)),
        "It is the wrong way round: more ink than the mean of the batch is a logit "
        "above 0, which means real.",
    )
    expect(
        not agree(real, fake) or min(real) <= 0,
        "Your company makes the image real whatever verdict is asked for.",
    )
    expect(
        not agree(real, fake) or max(fake) >= 0,
        "Your company makes the image fake whatever verdict is asked for.",
    )
    expect(
        not agree(real, fake),
        "Your company is the same for both verdicts.",
    )
    for logit, ink in zip(real, inks.tolist(), strict=True):
        expect(
            logit > 0,
            f"An image with an ink of {ink:.3f} shall be real, and in your company its "
            f"logit is {logit:.3g}: is there less ink around it, whatever its own?",
        )
    for logit, ink in zip(fake, inks.tolist(), strict=True):
        expect(
            logit < 0,
            f"An image with an ink of {ink:.3f} shall be fake, and in your company its "
            f"logit is {logit:.3g}: is there more ink around it, whatever its own?",
        )


# Three patients.

_QUESTIONS = {
    "A": {
        1: "Patient A shows few images, but its generator's loss is far below 0, "
        "which no collapse explains. Who lets it win like that?",
        2: "The generator of patient A does move; look at its loss. Who lets it win?",
        6: "Without `detach` the generator of A would get next to no gradient and its "
        "loss would not lie so far below 0. Who gives in to it?",
        9: "A wrong axis makes losses swing, but digits still come. Who makes A's "
        "discriminator call its fakes real?",
    },
    "B": {
        1: "Few classes, yes. But what about B's verdicts, if the company changes?",
        2: "Both losses of B are near 0, so its generator gets what it wants. Look at "
        "the verdicts among real images.",
        7: "With one optimizer the discriminator gives in and its own loss is far "
        "from 0. B's is near 0. What do its verdicts depend on?",
        8: "B's discriminator wins its own step, but not by zeros: among fakes it "
        "calls them real. Which sign has no other patient?",
    },
    "C": {
        1: "C reaches half of the classes, so look on: compare its logits of known "
        "and new real images.",
        8: "Exact zeros would be known in new real images too. C knows some real "
        "images better than others: which?",
    },
}
_GENERAL = {
    "A": "For patient A ask: whose weights must have moved, that fakes are called real "
    "while they show nothing and the generator's loss is far below 0?",
    "B": "For patient B ask: how can the discriminator win its step and the generator "
    "win its own, in the same round?",
    "C": "For patient C ask: which real images does its discriminator believe, and "
    "which not?",
}


@exercise("09_faults", points=2)
def check_faults(faults, stream):
    """Each patient by itself; the first wrong one is asked about."""
    given = faults()
    expect(given is not None, "The result is None: is a `return` missing?")
    expect(
        isinstance(given, dict) and set(given) == set("ABC"),
        'A dict with the keys "A", "B" and "C" is asked for.',
    )
    numbers = {name: expect_number(given[name], f"Patient {name}") for name in "ABC"}
    expect(
        all(number in range(1, 10) for number in numbers.values()),
        "The patients' exhibits are numbers from 1 to 9.",
    )
    right = dict(zip("ABC", (7, 4, 5), strict=True))
    for name, number in numbers.items():
        question = _QUESTIONS[name].get(int(number), _GENERAL[name])
        expect(number == right[name], question)


# A round without faults.


class Reads(nn.Module):
    """A small discriminator, with or without batch normalisation."""

    def __init__(self, pixels, normalised, stream):
        super().__init__()
        self.first = nn.Linear(pixels, 5)
        self.norm = nn.BatchNorm1d(5) if normalised else nn.Identity()
        self.last = nn.Linear(5, 1)
        _draw(self, stream)

    def forward(self, x):
        return self.last(torch.tanh(self.norm(self.first(x.flatten(1))))).flatten()


class Draws(nn.Module):
    """A small generator, with or without batch normalisation."""

    def __init__(self, height, width, normalised, stream):
        super().__init__()
        self.shape = 1, height, width
        self.first = nn.Linear(3, 4)
        self.norm = nn.BatchNorm1d(4) if normalised else nn.Identity()
        self.last = nn.Linear(4, height * width)
        _draw(self, stream)

    def forward(self, z):
        x = self.last(torch.tanh(self.norm(self.first(z)))).sigmoid()
        return x.view(-1, *self.shape)


def _draw(network, stream):
    with torch.no_grad():
        for weight in network.parameters():
            weight.copy_(torch.randn(weight.shape, generator=stream))


def _optimizers(D, G):
    return [torch.optim.SGD(network.parameters(), lr=0.5) for network in (D, G)]


def _state(D, G):
    """Return every number of both networks, their statistics among them."""
    return [
        torch.cat([x.double().flatten() for x in network.state_dict().values()]).clone()
        for network in (D, G)
    ]


def _faulty(
    scale=lambda grey: grey / 255,
    together=False,
    detach=True,
    late=(True, True),
    fakes_first=False,
    one_noise=False,
    swapped=False,
    halves=False,
    generator_first=False,
    only="both",
    opposite=False,
    num_steps=1,
):
    """Return a round with faults, as a function of what a round is given."""

    def of_discriminator(D, G, optimizer_d, optimizer_g, grey, z_d):
        x_real, x_fake = scale(grey), G(z_d)
        x_fake = x_fake.detach() if detach else x_fake
        if together:
            both = D(torch.cat([x_real, x_fake]))
            if halves:
                real, fake = both.chunk(2)
            else:
                real, fake = both[: len(x_real)], both[len(x_real) :]
        elif fakes_first:
            fake = D(x_fake)
            real = D(x_real)
        else:
            real, fake = D(x_real), D(x_fake)
        if swapped:
            real, fake = fake, real
        if late[0]:
            optimizer_d.zero_grad()
        loss = least_squares_discriminator_loss(real, fake)
        loss.backward()
        optimizer_d.step()
        return loss.item()

    def of_generator(D, G, optimizer_g, z_g):
        fake = D(G(z_g))
        if late[1]:
            optimizer_g.zero_grad()
        if opposite:
            loss = -least_squares_discriminator_loss(torch.ones(1), fake)
        else:
            loss = least_squares_generator_loss(fake)
        loss.backward()
        for _ in range(num_steps):
            optimizer_g.step()
        return loss.item()

    def play(D, G, optimizer_d, optimizer_g, grey, z_d, z_g):
        if one_noise:
            z_g = z_d
        if not late[0]:
            optimizer_d.zero_grad()
        if not late[1]:
            optimizer_g.zero_grad()
        losses = [0.0, 0.0]
        if generator_first:
            losses[1] = of_generator(D, G, optimizer_g, z_g)
        if only != "generator":
            losses[0] = of_discriminator(D, G, optimizer_d, optimizer_g, grey, z_d)
        if only != "discriminator" and not generator_first:
            losses[1] = of_generator(D, G, optimizer_g, z_g)
        return tuple(losses)

    return play


_ROUND = _faulty()


def _never_clears(first):
    """Return a round in which one of the optimizers' gradients are never cleared."""

    def play(D, G, optimizer_d, optimizer_g, *given):
        class Kept:
            def __init__(self, optimizer):
                self.step = optimizer.step

            def zero_grad(self):
                pass

        pair = [optimizer_d, optimizer_g]
        pair[first] = Kept(pair[first])
        return _ROUND(D, G, *pair, *given)

    return play


def _in_evaluation(*numbers):
    """Return a round in which D (0), G (1) or both are in evaluation mode."""

    def play(*given):
        for number in numbers:
            given[number].eval()
        return _ROUND(*given)

    return play


def _with_noise(choose):
    """Return a round that plays with choose(z_d, z_g, real images) as its noises."""
    return lambda *given: _ROUND(*given[:5], *choose(*given[5:], given[4]))


def _discriminator_late(D, G, optimizer_d, optimizer_g, grey, z_d, z_g):
    """Play a round in which the discriminator moves only after the generator."""

    class Late:
        zero_grad = optimizer_d.zero_grad

        def step(self):
            pass

    losses = _ROUND(D, G, Late(), optimizer_g, grey, z_d, z_g)
    optimizer_d.step()
    return losses


def _twice(D, G, optimizer_d, optimizer_g, grey, z_d, z_g):
    """Play a round in which the generator plays twice."""
    given = D, G, optimizer_d, optimizer_g, grey, z_d, z_g
    _ROUND(*given)
    return _faulty(only="generator")(*given)


def _looks_again(D, G, optimizer_d, optimizer_g, grey, z_d, z_g):
    """Play a round and call the networks once more, for the losses to return."""
    _ROUND(D, G, optimizer_d, optimizer_g, grey, z_d, z_g)
    loss_d = least_squares_discriminator_loss(D(grey / 255), D(G(z_d)))
    return loss_d.item(), least_squares_generator_loss(D(G(z_g))).item()


_MISTAKES_OF_ROUNDS = {
    "All three faults are still there.": _faulty(
        scale=lambda grey: grey / 127.5 - 1,
        together=True,
        halves=True,
        detach=False,
        late=(False, False),
    ),
    "Real images still come from -1 to 1, where G draws from 0 to 1.": _faulty(
        scale=lambda grey: grey / 127.5 - 1
    ),
    "Real images must be scaled: a grey value of 255 is a pixel of 1.": _faulty(
        scale=lambda grey: grey
    ),
    "A grey value of 255 is a pixel of 1: you divide by another number.": _faulty(
        scale=lambda grey: grey / 256
    ),
    "Real and fake images still share a batch in D.": _faulty(together=True),
    "Real and fake images still share a batch in D, and halves of it are not the two "
    "kinds where their numbers differ.": _faulty(together=True, halves=True),
    "The generator still goes along a gradient of the discriminator's loss: detach the "
    "fakes, or clear later.": _faulty(detach=False, late=(True, False)),
    "The generator's old gradients are never cleared.": _never_clears(1),
    "The discriminator's old gradients are never cleared.": _never_clears(0),
    "The discriminator's step needs fakes of `z_d`, the generator's fakes of `z_g`; "
    "you use the first for both.": _faulty(one_noise=True),
    "The fake images go through D first, and its batch normalisation remembers the "
    "order.": (_faulty(fakes_first=True)),
    "Real and fake logits are swapped in the discriminator's loss.": _faulty(
        swapped=True
    ),
    "The discriminator's step comes first; you begin with the generator's.": _faulty(
        generator_first=True
    ),
    "The generator does not take its step.": _faulty(only="discriminator"),
    "The discriminator does not take its step.": _faulty(only="generator"),
    "The discriminator's step needs fakes of `z_d`, the generator's fakes of `z_g`; "
    "you use the second for both.": _with_noise(lambda z_d, z_g, grey: (z_g, z_g)),
    "The two noises have changed places: `z_d` is for the discriminator's step.": (
        _with_noise(lambda z_d, z_g, grey: (z_g, z_d))
    ),
    "You leave out some of the noise; there may be more of it than real images.": [
        _with_noise(lambda z_d, z_g, grey: (z_d[: len(grey)], z_g)),
        _with_noise(lambda z_d, z_g, grey: (z_d, z_g[: len(grey)])),
        _with_noise(lambda z_d, z_g, grey: (z_d[: len(grey)], z_g[: len(grey)])),
    ],
    "The generator's loss is not the discriminator's with the sign changed: take "
    "`least_squares_generator_loss`.": _faulty(opposite=True),
    "A network is in evaluation mode in your round; both stay in training mode.": [
        _in_evaluation(0),
        _in_evaluation(1),
        _in_evaluation(0, 1),
    ],
    "The discriminator moves only after the generator's loss was computed; its step "
    "comes first.": _discriminator_late,
    "The generator takes more than one step.": [_faulty(num_steps=2), _twice],
    "You call the networks once more after the steps, which moves the statistics of "
    "their batch normalisation; return the losses that you stepped along.": (
        _looks_again
    ),
}


@exercise("09_repaired_round", points=3)
def check_repaired_round(repaired_round, stream):
    """How every weight has moved, with old gradients about, for several sizes."""
    inputs = []
    cases = (
        (4, 6, 5, True, False),
        (5, 5, 3, False, False),
        (3, 4, 7, True, True),
        (6, 2, 2, False, True),
    )
    for number, (real, fake_d, fake_g, norm_d, norm_g) in enumerate(cases):
        height, width = ((2, 3), (4, 4), (1, 5), (3, 2))[number]
        D = Reads(height * width, norm_d, stream)
        G = Draws(height, width, norm_g, stream)
        for weight in (*D.parameters(), *G.parameters()):
            weight.grad = torch.randn(weight.shape, generator=stream)
        grey = torch.randint(0, 256, (real, 1, height, width), generator=stream).float()
        noise = [torch.randn(n, 3, generator=stream) for n in (fake_d, fake_g)]
        inputs.append((D, G, grey, *noise))

    def played(a_round):
        def play(D, G, grey, z_d, z_g):
            pair = copy.deepcopy((D, G))
            for old, new in zip((D, G), pair, strict=True):
                for one, other in zip(old.parameters(), new.parameters(), strict=True):
                    other.grad = one.grad.clone()
            given = grey.clone(), z_d.clone(), z_g.clone()
            losses = a_round(*pair, *_optimizers(*pair), *given)
            return _state(*pair), losses, pair

        return play

    one, other = (played(repaired_round)(*inputs[0])[0] for _ in range(2))
    expect(
        agree(one, other),
        "The same round with the same noise ends differently each time: use `z_d` and "
        "`z_g`, and draw none of your own.",
    )
    returned = []

    def moved(a_round, keep=lambda rest: None):
        if isinstance(a_round, list):
            return lambda *given: any_of(*[moved(form)(*given) for form in a_round])

        def play(*given):
            state, *rest = played(a_round)(*given)
            keep(rest)
            return state

        return play

    expect_right(
        moved(repaired_round, returned.append),
        inputs,
        moved(_ROUND),
        {said: moved(mistake) for said, mistake in _MISTAKES_OF_ROUNDS.items()},
        told=lambda D, G, grey, z_d, z_g: (
            f"After a round with {len(grey)} real images and {len(z_d)} and {len(z_g)} "
            "fakes, the numbers of D and of G (element 0 and 1) differ:"
        ),
        rtol=1e-3,
    )
    for given, (losses, networks) in zip(inputs, returned, strict=True):
        _, truth, _ = played(_ROUND)(*given)
        expect(losses is not None, "The result is None: is a `return` missing?")
        expect(
            isinstance(losses, tuple | list) and len(losses) == 2,
            "A pair is to be returned: the discriminator's loss, the generator's.",
        )
        pair = tuple(expect_number(loss, "A loss") for loss in losses)
        expect(
            not agree(pair, truth[::-1], rtol=1e-4),
            "The pair is the wrong way round: the discriminator's loss comes first.",
        )
        expect(
            agree(pair, truth, rtol=1e-4),
            "The weights have moved as they should; the losses that you return are "
            f"{shown(pair)} and should be {shown(truth)}, each before its step.",
        )
        for name, network in zip("DG", networks, strict=True):
            expect(
                all(module.training for module in network.modules()),
                f"Your round leaves {name} in evaluation mode, but the next round "
                "needs it in training mode.",
            )
            expect(
                all(weight.requires_grad for weight in network.parameters()),
                f"Your round leaves {name} frozen: the next round could not move its "
                "weights, because their `requires_grad` is off.",
            )
