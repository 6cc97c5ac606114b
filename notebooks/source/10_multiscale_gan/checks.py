"""The checks of lesson 10's exercises."""

import itertools
import statistics

import torch
from torch import nn

from msgan_lib.lesson.checks import exercise, expect, expect_close, expect_tensor
from msgan_lib.pyramid import blur, downsample


class _Layer(nn.Module):
    """A layer whose weight can be asked for its gradient; enlarges all but z."""

    def __init__(self, channels, first, stream):
        super().__init__()
        self.weight = nn.Parameter(torch.rand(channels, generator=stream) + 0.5)
        self.first = first

    def forward(self, x):
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
    """Images of one to four levels, and the way of each one's gradient."""
    for num_levels, batch in itertools.product((3, 1, 2, 4), (5, 1)):
        layers = [_Layer(2 + i, i == 0, stream) for i in range(num_levels)]
        to_image = [_ToImage(stream) for _ in range(num_levels)]
        z = torch.randn(batch, 4, generator=stream)
        case = f"With {num_levels} level(s) and {batch} z"
        # ModuleLists count as lists, for that is what a network holds.
        images = draw_levels(z.clone(), list(layers), list(to_image))
        expect(
            isinstance(images, list | tuple),
            f"{case} you return a {type(images).__name__}; a list of images, one for "
            "each level, is wanted.",
        )
        drawn = _drawn(z, layers, to_image)
        right = [image.sigmoid() for image in drawn]
        expect(
            len(images) == num_levels,
            f"{case} you return {len(images)} images; each level has one, the finest "
            "and the coarsest too.",
        )
        sides = [tuple(getattr(x, "shape", ())) for x in images]
        expect(
            num_levels == 1 or sides != [tuple(x.shape) for x in right[::-1]],
            "The order is turned round: the finest image comes first.",
        )
        for ours, before in zip(images, drawn, strict=True):
            expect_tensor(ours, shape=tuple(before.shape))
            _expect_image(ours, before.detach())
        _expect_gradients(images, right, layers, to_image, case)


def _expect_image(ours, drawn):
    """Compare an image with the sigmoid of what was drawn, and with what is not it."""
    mistakes = {
        "The sigmoid is missing: images lie between 0 and 1.": drawn,
        "A sigmoid is wanted, and tanh is another curve.": drawn.tanh(),
        "A sigmoid is wanted; you cut off what is beyond 0 and 1.": drawn.clamp(0, 1),
        "You take the sigmoid twice.": drawn.sigmoid().sigmoid(),
    }
    for message, mistaken in mistakes.items():
        same = torch.allclose(ours.detach().to(mistaken), mistaken, atol=1e-5)
        expect(not same, message)
    expect_close(
        ours,
        drawn.sigmoid(),
        "The images are others: each layer gets the maps of the layer before it, and "
        "the level's own module of `to_image` makes the image of its maps.",
    )


def _expect_gradients(images, right, layers, to_image, case):
    for level, (ours, theirs) in enumerate(zip(images, right, strict=True)):
        names = [*(f"layers[{i}]" for i in range(len(layers)))]
        names += [f"to_image[{i}]" for i in range(len(layers))]
        weights = [module.weight for module in (*layers, *to_image)]
        wanted = _reached(theirs, weights)
        got = _reached(ours, weights) if ours.requires_grad else [False] * len(weights)
        for name, is_wanted, is_got in zip(names, wanted, got, strict=True):
            expect(
                is_got or not is_wanted,
                f"{case} no gradient comes from the image of level {level} to {name}, "
                "which had a part in it: is something detached?",
            )


def _reached(image, weights):
    gradients = torch.autograd.grad(
        image.sum(), weights, retain_graph=True, allow_unused=True
    )
    return [g is not None and bool(g.any()) for g in gradients]


@exercise("10_real_rows", points=2)
def check_real_rows(real_rows, stream):
    """Images of many shapes; every usual way to make them smaller is known by name."""
    shapes = ((3, 28, 28), (1, 28, 28), (2, 12, 16), (4, 16, 9), (2, 13, 11))
    for (batch, height, width), levels in itertools.product(shapes, (3, 1, 2)):
        x = torch.rand(batch, 1, height, width, generator=stream)
        before = x.clone()
        rows = real_rows(x, levels)
        expect(x.equal(before), "You change the images that you are given.")
        right = _pyramid(x, levels)
        case = f"{batch} image(s) of {height} x {width} and {levels} level(s)"
        expect(
            not isinstance(rows, list | tuple),
            "You return the levels one by one; put their rows side by side with "
            "torch.cat(..., dim=1).",
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
        "The blur is missing: jagged small images are what the discriminator must not "
        "see.": _pyramid(x, levels, lambda x: x[..., ::2, ::2]),
        "You keep rows and columns 1, 3, 5, ...; it is 0, 2, 4, ...": _pyramid(
            x, levels, lambda x: blur(x)[..., 1::2, 1::2]
        ),
        "You take means of four pixels; the fakes' levels are compared with blurred "
        "ones.": _pyramid(x, levels, lambda x: nn.functional.avg_pool2d(x, 2)),
        "You blur after rows and columns have been dropped; then it is too late.": (
            _pyramid(x, levels, lambda x: _blurred(x[..., ::2, ::2]))
        ),
        "You blur twice before you halve.": _pyramid(
            x, levels, lambda x: blur(blur(x))[..., ::2, ::2]
        ),
        "Level 0 is the image itself, not blurred.": [blur(x), *right[1:]],
        "The finest level comes first; you begin with the coarsest.": right[::-1],
        "The finest level, the image itself, is missing.": right[1:],
        "The coarsest level is missing: `num_levels` counts the image itself "
        "too.": right[:-1],
        "There is a level too many: `num_levels` counts the image itself too.": [
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
            "All images are in one row; each has a row of its own.",
        )
    expect_tensor(rows, shape=tuple(wanted.shape))
    expect_close(rows, wanted, f"The rows of {case} are others.")


def _blurred(x):
    return blur(x) if min(x.shape[-2:]) > 2 else x


SEEDS = ((0, 1, 2, 3, 4), (3, 7, 11), (2, 5))


@exercise("10_read_pairs", points=2)
def check_read_pairs(read_pairs, stream):
    """Tables in which each part of the rule decides, in every order of rows."""
    for _ in range(4):
        for table, wanted, message in _tables(stream):
            rows, factor = table
            order = torch.randperm(len(rows), generator=stream).tolist()
            given = [dict(rows[i]) for i in order]
            before = [dict(row) for row in given]
            said = read_pairs(given, "ours", "twin", factor)
            expect(given == before, "You change the rows that you are given.")
            expect(
                isinstance(said, str),
                f"A word is wanted, but you return a {type(said).__name__}.",
            )
            expect(
                said in ("lower", "higher", "unclear", "no digits"),
                f'You return "{said}", which is none of the four words.',
            )
            expect(said == wanted, f'{message} You say "{said}", it is "{wanted}".')


def _tables(stream):
    """Yield (rows, factor), the right word, and what is said where another comes."""

    def draw(n, spread=1.0):
        return (spread * torch.randn(n, generator=stream)).tolist()

    def rows_of(method, distances, digits=True):
        return [
            {"method": method, "seed": s, "distance": d, "draws_digits": digits}
            for s, d in distances.items()
        ]

    for seeds in SEEDS:
        base = dict(zip(seeds, (60 + d for d in draw(len(seeds), 10)), strict=True))
        others = rows_of("other", {s: 1.0 for s in seeds}, digits=False)
        for sign, word in ((-1, "lower"), (1, "higher")):
            gap = {s: sign * (8 + i) for i, s in enumerate(seeds)}
            pairs = rows_of("twin", base)
            pairs += rows_of("ours", {s: base[s] + gap[s] for s in seeds})
            told = "All differences have one sign and are nearly equal."
            yield (pairs + others, 0.5), word, told
            # Seeds far apart: only pairing sees the difference.
            wide = {s: 50 + 40 * i for i, s in enumerate(seeds)}
            pairs = rows_of("twin", wide)
            pairs += rows_of("ours", {s: wide[s] + gap[s] for s in seeds})
            yield (
                (pairs, 2.0),
                word,
                "Seeds differ much and pairs little: take the difference in each pair.",
            )
            # Seeds of one side alone would turn the answer round.
            lone = rows_of("ours", {91: 50 - sign * 900, 92: 55 - sign * 900}, False)
            lone += rows_of("twin", {95: 70 + sign * 900}, False)
            yield (
                (pairs + lone, 2.0),
                word,
                "Seeds that only one side has do not count.",
            )
            smudge = [dict(row) for row in pairs]
            smudge[0 if sign > 0 else -1]["draws_digits"] = False
            whose = "The counterpart" if sign > 0 else "The method"
            yield (
                (smudge, 2.0),
                "no digits",
                f"{whose}'s generator drew no digits in one pair.",
            )
            # An interval just on either side of 0.
            values = list(gap.values())
            mean, spread = statistics.mean(values), statistics.stdev(values)
            edge = abs(mean) / (spread / len(values) ** 0.5)
            yield (
                (pairs, 1.1 * edge),
                "unclear",
                "0 lies in the interval, just so: look at what the spread is divided "
                "by.",
            )
            yield (
                (pairs, 0.9 * edge),
                word,
                "0 lies just outside of the interval: look at what the spread is "
                "divided by.",
            )
        mixed = {s: (-1) ** i * (5 + i) for i, s in enumerate(seeds)}
        pairs = rows_of("twin", base)
        pairs += rows_of("ours", {s: base[s] + mixed[s] for s in seeds})
        yield (pairs, 4.0), "unclear", "Differences have both signs."
