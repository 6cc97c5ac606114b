"""The checks of lesson 10's exercises."""

import itertools
import statistics

import torch
from torch import nn

from msgan_lib.lesson.checks import exercise, expect, expect_close, expect_tensor
from msgan_lib.pyramid import blur, downsample, gaussian_pyramid, upsample


class _Layer(nn.Module):
    """A layer whose weight can be asked for its gradient; enlarges all but z."""

    def __init__(self, channels, first, stream):
        super().__init__()
        self.weight = nn.Parameter(torch.rand(channels, generator=stream) + 0.5)
        self.first = first

    def forward(self, x):
        expect(
            self.first or x.dim() == 4,
            "The first layer alone gets z; each other one gets the maps of the layer "
            "before it.",
        )
        if self.first:
            x = x.mean(dim=1).view(-1, 1, 1, 1).expand(-1, 1, 3, 3)
        else:
            x = x.mean(dim=1, keepdim=True).repeat_interleave(2, 2)
            x = x.repeat_interleave(2, 3)
        bumps = torch.linspace(-1, 1, x.shape[-1]).view(1, 1, 1, -1)
        return x * self.weight.view(1, -1, 1, 1) + bumps


class _ToImage(nn.Module):
    """One map of maps, with values on both sides of 0."""

    def __init__(self, stream):
        super().__init__()
        self.weight = nn.Parameter(torch.rand(1, generator=stream) + 0.5)

    def forward(self, maps):
        return self.weight * maps.mean(dim=1, keepdim=True) - 0.3


def _drawn(z, layers, to_image):
    """Return what each level draws before the sigmoid, finest first."""
    maps, drawn = z, []
    for layer, to_one in zip(layers, to_image, strict=True):
        maps = layer(maps)
        drawn.append(to_one(maps))
    return drawn[::-1]


@exercise("10_draw_levels", points=2)
def check_draw_levels(draw_levels, stream):
    """Images of one to five levels, and the way of each one's gradient."""
    for num_levels, batch in itertools.product((3, 1, 2, 5), (5, 1)):
        layers = [_Layer(2 + i, i == 0, stream) for i in range(num_levels)]
        to_image = [_ToImage(stream) for _ in range(num_levels)]
        z = torch.randn(batch, 4, generator=stream)
        case = f"With {num_levels} level(s) and {batch} z"
        drawn = _drawn(z, layers, to_image)
        right = [image.sigmoid() for image in drawn]
        before = [_state(module) for module in (*layers, *to_image)]
        images = draw_levels(z.clone(), list(layers), list(to_image))
        expect(
            images is not None,
            "You return None: is a `return` missing, or do you return what "
            "`list.reverse()` returns?",
        )
        expect(
            isinstance(images, list | tuple),
            f"{case} you return a {type(images).__name__}; a list of images, one for "
            "each level, is wanted.",
        )
        expect(
            [_state(module) for module in (*layers, *to_image)] == before,
            "You change the layers that you are given: their weights, their mode, or "
            "whether they have gradients.",
        )
        expect(
            len(images) == num_levels,
            f"{case} the list that you return has the length {len(images)}; each level "
            "has an image, the finest and the coarsest too, however many there are.",
        )
        sides = [tuple(getattr(x, "shape", ())) for x in images]
        expect(
            num_levels == 1 or sides != [tuple(x.shape) for x in right[::-1]],
            "The order is turned round: the finest image comes first.",
        )
        for ours, theirs in zip(images, right, strict=True):
            expect_tensor(ours, shape=tuple(theirs.shape))
        _expect_images(images, [image.detach() for image in drawn], to_image)
        _expect_gradients(images, right, layers, to_image, case)


def _state(module):
    """Return what a call should leave as it is."""
    weight = module.weight
    return weight.tolist(), weight.requires_grad, weight.grad is None, module.training


def _expect_images(images, drawn, to_image):
    """Compare with the sigmoid of what was drawn, and with what is not it."""
    of_levels = {
        "The sigmoid is missing: images lie between 0 and 1.": drawn,
        "A sigmoid is wanted, and tanh is another curve.": [x.tanh() for x in drawn],
        "A sigmoid is wanted, and (tanh + 1) / 2 is another curve.": [
            (x.tanh() + 1) / 2 for x in drawn
        ],
        "Images lie between 0 and 1, and yours from -1 to 1.": [
            2 * x.sigmoid() - 1 for x in drawn
        ],
        "A sigmoid is wanted; you cut off what is beyond 0 and 1.": [
            x.clamp(0, 1) for x in drawn
        ],
        "You take the sigmoid twice.": [x.sigmoid().sigmoid() for x in drawn],
        "Each level draws its own image; you make the finest one smaller.": (
            gaussian_pyramid(drawn[0].sigmoid(), len(drawn))
            if drawn[-1].shape[-1] > 2
            else [drawn[0].sigmoid()]
        ),
        "You add the enlarged coarser level, which is the Laplacian way of section 6; "
        "here no level is added to another.": _summed(drawn),
    }
    right = [x.sigmoid() for x in drawn]
    for message, mistaken in of_levels.items():
        expect(not _alike(images, mistaken) or _alike(right, mistaken), message)
    for ours, theirs in zip(images, right, strict=True):
        expect_close(
            ours,
            theirs,
            "The images are others: each layer gets the maps of the layer before it, "
            "and to_image[i] makes the image of the maps of layers[i], of all z.",
        )


def _summed(drawn):
    """Return the images of a Laplacian generator that draws the same maps."""
    sums = [drawn[-1]]
    for own in drawn[-2::-1]:
        sums.append(own + upsample(sums[-1], tuple(own.shape[-2:])))
    return [x.sigmoid() for x in sums[::-1]]


def _alike(images, others):
    return len(images) == len(others) and all(
        ours.shape == theirs.shape
        and torch.allclose(ours.detach().to(theirs), theirs, atol=1e-5)
        for ours, theirs in zip(images, others, strict=True)
    )


def _expect_gradients(images, right, layers, to_image, case):
    """Compare what each image sends to each layer's weights."""
    names = [f"layers[{i}]" for i in range(len(layers))]
    names += [f"to_image[{i}]" for i in range(len(layers))]
    weights = [module.weight for module in (*layers, *to_image)]
    for level, (ours, theirs) in enumerate(zip(images, right, strict=True)):
        at_image = torch.linspace(-1, 2, theirs.numel()).view(theirs.shape)
        wanted = _sent(theirs, weights, at_image)
        got = _sent(ours, weights, at_image) if ours.requires_grad else []
        for name, theirs_sent, ours_sent in zip(
            names, wanted, got or [None] * len(weights), strict=True
        ):
            expect(
                ours_sent is not None or theirs_sent is None,
                f"{case} no gradient comes from the image of level {level} to {name}, "
                "which had a part in it: is something detached?",
            )
            expect(
                theirs_sent is None
                or torch.allclose(ours_sent, theirs_sent, rtol=1e-3, atol=1e-5),
                f"{case} the image of level {level} is right, but the gradient that it "
                f"sends to {name} is not: is a part of the way detached?",
            )


def _sent(image, weights, at_image):
    return torch.autograd.grad(
        image, weights, at_image.to(image), retain_graph=True, allow_unused=True
    )


@exercise("10_real_rows", points=2)
def check_real_rows(real_rows, stream):
    """Images of many shapes; every usual way to make them smaller is known by name."""
    shapes = ((3, 28, 28), (1, 30, 34), (2, 12, 16), (4, 16, 9), (2, 13, 11))
    cases = [*itertools.product(shapes, (3, 1, 2)), (shapes[0], 4)]
    for (batch, height, width), levels in cases:
        x = torch.rand(batch, 1, height, width, generator=stream)
        before = x.clone()
        rows = real_rows(x, levels)
        expect(x.equal(before), "You change the images that you are given.")
        right = _pyramid(x, levels)
        case = f"{batch} image(s) of {height} x {width} and {levels} level(s)"
        expect(
            not isinstance(rows, list | tuple),
            "You return a list; a tensor is wanted, with the rows of all levels side "
            "by side: torch.cat(..., dim=1).",
        )
        _expect_rows(rows, x, right, levels, case)


def _pyramid(x, levels, smaller=downsample):
    pyramid = [x]
    for _ in range(levels - 1):
        pyramid.append(smaller(pyramid[-1]))
    return pyramid


def _packed(pyramid):
    return torch.cat([level.flatten(1) for level in pyramid], dim=1)


def _expect_rows(rows, x, right, levels, case):
    mistakes = {
        "The blur is missing: blur each level before rows and columns are "
        "dropped.": _pyramid(x, levels, lambda x: x[..., ::2, ::2]),
        "You keep rows and columns 1, 3, 5, ...; it is 0, 2, 4, ...": _pyramid(
            x, levels, lambda x: blur(x)[..., 1::2, 1::2]
        ),
        "You take means of four pixels, or resize; blur with the given filter, and "
        "keep rows and columns 0, 2, 4, ...": _pyramid(
            x, levels, lambda x: nn.functional.avg_pool2d(x, 2)
        ),
        "You blur after rows and columns have been dropped; then it is too late.": (
            _pyramid(x, levels, lambda x: _blurred(x[..., ::2, ::2]))
        ),
        "You blur twice before you halve.": _pyramid(
            x, levels, lambda x: blur(blur(x))[..., ::2, ::2]
        ),
        "Level 0 is the image itself, not blurred.": [blur(x), *right[1:]],
        "The finest level comes first; you begin with the coarsest.": right[::-1],
        "The finest level, the image itself, is missing.": right[1:],
        "The coarsest level is missing: there are `num_levels` levels, and the image "
        "itself is one of them.": right[:-1],
        "There is a level too many: there are `num_levels` levels, and the image "
        "itself is one of them.": [
            *right,
            *(
                [downsample(right[-1])]
                if min(right[-1].shape[-2:]) > 2
                else [right[-1][..., ::2, ::2]]
            ),
        ],
        "Every level is made of the level before it, but yours are all made of the "
        "image: blurred once and then thinned out.": [
            x, *(blur(x)[..., :: 2**k, :: 2**k] for k in range(1, levels))
        ],
        "Rows and columns are swapped: within a level the pixels stand line by "
        "line.": [level.transpose(2, 3) for level in right],
    }  # fmt: skip
    wanted = _packed(right)
    for message, pyramid in mistakes.items():
        if not pyramid:
            continue
        mistaken = _packed(pyramid)
        alike = mistaken.shape == wanted.shape and torch.allclose(
            mistaken, wanted, atol=1e-4
        )
        same = (
            isinstance(rows, torch.Tensor)
            and rows.shape == mistaken.shape
            and torch.allclose(rows.to(mistaken), mistaken, atol=1e-4)
        )
        expect(alike or not same, message)
    if isinstance(rows, torch.Tensor):
        expect(
            rows.shape != (wanted.numel(),) or rows.dim() == 2,
            "All images are in one row; each has a row of its own, and a single image "
            "too: the shape is (batch, numbers).",
        )
        mixed = torch.cat([level.flatten() for level in right])
        expect(
            len(x) == 1
            or levels == 1
            or rows.shape != wanted.shape
            or not torch.allclose(rows.to(mixed), mixed.view(len(x), -1), atol=1e-4),
            "A row holds pixels of several images: flatten each level with flatten(1), "
            "and then put the levels side by side.",
        )
    sides = ", ".join(f"{y.shape[-2]} x {y.shape[-1]}" for y in right)
    expect(
        not isinstance(rows, torch.Tensor) or rows.shape == wanted.shape,
        f"Of {case} you return the shape {tuple(getattr(rows, 'shape', ()))}, not "
        f"{tuple(wanted.shape)}: the levels are {sides}, since row and column 0 stay, "
        "and the last ones where a side is odd.",
    )
    expect_tensor(rows, shape=tuple(wanted.shape))
    expect_close(rows, wanted, f"The rows of {case} are others.")


def _blurred(x):
    return blur(x) if min(x.shape[-2:]) > 2 else x


OURS, TWIN = "game_multiscale", "game_multiscale_twin"
SEEDS = ((0, 1, 2, 3, 4), (3, 7, 11), (2, 5), (1, 4, 9, 16, 25, 36, 1009))


@exercise("10_read_pairs", points=2)
def check_read_pairs(read_pairs, stream):
    """Tables in which each part of the rule decides, in every order of rows."""
    for _ in range(2):
        for rows, factor, wanted, message in (*_tables(stream), *_small_tables()):
            order = torch.randperm(len(rows), generator=stream).tolist()
            given = [dict(rows[i]) for i in order]
            before = [dict(row) for row in given]
            said = read_pairs(given, OURS, TWIN, factor)
            expect(given == before, "You change the rows that you are given.")
            expect(
                isinstance(said, str),
                f"A word is wanted, but you return {said!r}: is a `return` missing?"
                if said is None
                else f"A word is wanted, but you return a {type(said).__name__}.",
            )
            expect(
                said in ("lower", "higher", "unclear", "no digits"),
                f'You return "{said}", which is none of the four words.',
            )
            expect(said == wanted, f'{message} You say "{said}", it is "{wanted}".')


def _rows(method, distances, digits=True):
    return [
        {"method": method, "seed": s, "distance": float(d), "draws_digits": digits}
        for s, d in distances.items()
    ]


def _games(twin, gaps):
    """Return rows of both sides: the twin's distances, and those plus the gaps."""
    ours = {seed: twin[seed] + gap for seed, gap in gaps.items()}
    return _rows(TWIN, twin) + _rows(OURS, ours)


def _tables(stream):
    """Yield rows, a factor, the right word, and what is said where another comes."""
    for seeds, (sign, word) in itertools.product(SEEDS, ((-1, "lower"), (1, "higher"))):
        noise = torch.randn(len(seeds), generator=stream).tolist()
        near = {s: 60 + 3 * d for s, d in zip(seeds, noise, strict=True)}
        even = {s: sign * (8 + 0.1 * i) for i, s in enumerate(seeds)}
        yield (
            _games(near, even),
            0.5,
            word,
            "The method's distance less the counterpart's has one sign in all pairs.",
        )
        others = _rows("game_multiscale_wide", dict.fromkeys(seeds, 1.0), digits=False)
        yield (
            _games(near, even) + others,
            0.5,
            word,
            "Rows of other methods do not count.",
        )
        # The middle one of these gaps is not their mean.
        gaps = {s: sign * (8.0 + i**2) for i, s in enumerate(seeds)}
        far = {s: 50.0 + 40 * i for i, s in enumerate(seeds)}
        pairs = _games(far, gaps)
        yield (
            pairs,
            1.5,
            word,
            "Seeds differ much and pairs little: take the difference in each pair.",
        )
        # Seeds of one side alone would turn the answer round.
        lone = _rows(OURS, {91: 50 - sign * 900, 92: 55 - sign * 900}, False)
        lone += _rows(TWIN, {95: 70 + sign * 900}, False)
        yield pairs + lone, 1.5, word, "Seeds that only one side has do not count."
        smudge = [dict(row) for row in pairs]
        smudge[0 if sign > 0 else -1]["draws_digits"] = False
        whose = "The counterpart" if sign > 0 else "The method"
        yield (
            smudge,
            1.5,
            "no digits",
            f"{whose}'s generator drew no digits in one pair.",
        )
        yield (
            [row | {"draws_digits": row["seed"] != seeds[0]} for row in pairs],
            1.5,
            "no digits",
            "In one pair neither generator drew digits.",
        )
        yield (
            [row | {"draws_digits": row["seed"] != seeds[0]} for row in pairs],
            100.0,
            "no digits",
            "Ask for digits before you ask for the interval.",
        )
        yield pairs, 0.0, word, "With the factor 0 the interval is the mean alone."
        yield pairs, 100.0, "unclear", "With the factor 100 the interval is very wide."
        # An interval just on either side of 0, with rows that do not count.
        values = list(gaps.values())
        mean, spread = statistics.mean(values), statistics.stdev(values)
        edge = abs(mean) / (spread / len(values) ** 0.5)
        told = (
            "0 lies {} the interval: look at the mean of the pairs' differences, and "
            "at what their spread is divided by."
        )
        for counted in (pairs, pairs + lone):
            yield counted, 1.1 * edge, "unclear", told.format("just in")
            yield counted, 0.9 * edge, word, told.format("just outside of")
    for seeds in SEEDS:
        far = {s: 50.0 + 10 * i for i, s in enumerate(seeds)}
        mixed = {s: (-1) ** i * (5.0 + i) for i, s in enumerate(seeds)}
        yield _games(far, mixed), 4.0, "unclear", "Differences have both signs."


def _small_tables():
    """Yield tables at the borders of the rule, as _tables does."""
    crossed = _games({1: 5.0, 2: 49.0, 3: 30.0}, {1: 45.0, 2: -43.0, 3: 1.0})
    yield crossed, 1.0, "unclear", "A pair is a seed; the order of distances is none."
    twin = {1: 41.5, 2: 36.5}
    same = "All differences are equal, so the interval is the mean alone."
    yield _games(twin, {1: -1.0, 2: -1.0}), 4.3, "lower", same
    yield _games(twin, {1: 1.0, 2: 1.0}), 4.3, "higher", same
    zero = "All differences are 0, so 0 is in the interval."
    yield _games(twin, {1: 0.0, 2: 0.0}), 4.3, "unclear", zero
    part = "The factor is {}, and no other number."
    twin = {1: 41.0, 2: 36.0}
    yield _games(twin, {1: -1.0, 2: -3.0}), 1.5, "lower", part.format(1.5)
    yield _games(twin, {1: -1.25, 2: -3.25}), 2.5, "unclear", part.format(2.5)
    exact = _games({1: 30.0, 2: 19.0, 3: 20.0}, {1: -30.0, 2: 1.0, 3: 1.0})
    yield exact, 0.5, "lower", "A distance of 0 counts as any other."
