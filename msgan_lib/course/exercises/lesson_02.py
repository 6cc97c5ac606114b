"""The checks of lesson 02's exercises."""

import itertools
import numbers

import torch
import torch.nn.functional as F

from msgan_lib.course.checks import exercise, expect, expect_close, expect_tensor
from msgan_lib.course.expectations import kind
from msgan_lib.networks import receptive_fields


@exercise("02_pixels_seen", points=2)
def check_pixels_seen(pixels_seen, stream):
    """The first and last pixel that one number of a feature map sees."""
    for count, low, high in ((3, 5, 9), (4, 5, 9), (3, 0, 0), (1, 0, 9)):
        layers, position = _layers(count, stream), _draw(low, high, stream)
        found = _pair(pixels_seen(layers, position))
        truth = receptive_fields.pixels_seen(layers, position)
        given = f"For the layers {layers} and position {position}"
        for message, mistakes in _wrong_pixels(layers, position, truth).items():
            expect(found == truth or found not in mistakes, f"{given}: {message}")
        expect(found == truth, f"{given} you return {found}, not {truth}.")


def _layers(count, stream):
    """Return random layers (kernel, stride, padding); the second halves the image.

    Kernels shrink, so that the order matters, and every layer is padded.
    """
    first = _draw(5, 6, stream)
    strides = [2 if i == 1 or count == 1 else 1 for i in range(count)]
    return [(first - i, strides[i], _draw(1, 2, stream)) for i in range(count)]


def _draw(low, high, stream):
    return int(torch.randint(low, high + 1, (), generator=stream))


def _pair(found):
    expect(found is not None, "The result is None: is a `return` missing?")
    told = "must be two whole numbers, the first and the last pixel"
    expect(isinstance(found, tuple | list), f"The result is {kind(found)}, but {told}.")
    expect(len(found) == 2, f"The result has length {len(found)}, but {told}.")
    for number in found:
        whole = isinstance(number, numbers.Integral) and not isinstance(number, bool)
        expect(whole, f"{number!r} is {kind(number)}; the result {told}.")
    return tuple(int(number) for number in found)


def _wrong_pixels(layers, position, truth):
    """Return what known mistakes give, by what there is to say about them."""
    first, last = truth
    size = last - first + 1
    unpadded = _walk([(kernel, stride, 0) for kernel, stride, _ in layers], position)
    return {
        "you leave out the padding. It lies before the first number, so every window "
        "begins that much earlier.": [unpadded],
        "the order is turned round. The position is known behind the *last* layer: "
        "begin there.": [_walk(layers[::-1], position)],
        "you leave out the stride: neighbours behind a layer with stride 2 are 2 "
        "numbers apart before it.": [
            _walk([(k, 1, p) for k, _, p in layers], position)
        ],
        "your last pixel is too far. A window of 3 that begins at 4 ends at 6.": [
            (first, last + 1),
            (first, _walk([(k + 1, s, p) for k, s, p in layers], position)[1]),
        ],
        "you move the first pixel by the padding, but not the last.": [
            (first, unpadded[1])
        ],
        "you cut off what lies in the padding; leave it in, even below 0.": [
            (max(first, 0), last)
        ],
        "the size is right, the place is not: where does the window of a number "
        "begin?": [(position - size // 2, position - size // 2 + size - 1)],
    }


_walk = receptive_fields.pixels_seen


@exercise("02_fuse_bottom_up", points=2)
def check_fuse_bottom_up(fuse_bottom_up, stream):
    """What fine levels found, carried to the coarse ones by max-pooling."""
    for sides in ((8, 4, 2), (12, 6, 3, 3), (28, 14, 7, 7)):
        levels = [torch.randn(2, 3, side, side, generator=stream) for side in sides]
        found = fuse_bottom_up(levels)
        expect(found is not None, "The result is None: is a `return` missing?")
        expect(
            isinstance(found, list | tuple),
            f"The result is {kind(found)}, but must be a list of levels.",
        )
        expect(
            len(found) == len(levels),
            f"You return {len(found)} levels for {len(levels)}.",
        )
        expect(
            _shapes(found) != _shapes(levels)[::-1] or sides[0] == sides[-1],
            "Your levels are in the wrong order: the finest comes first.",
        )
        for level, (one, given) in enumerate(zip(found, levels, strict=True)):
            expect_tensor(one, tuple(given.shape), what=f"Level {level}")
        expect_close(
            found[0],
            levels[0],
            "The finest level must stay what it is: there is nothing finer to add.",
        )
        for message, pooled, chained in _WRONG_FUSIONS:
            mistake = _fuse(levels, pooled, chained)
            expect(not _all_close(found, mistake), message)
        truth = _fuse(levels, F.max_pool2d, chained=True)
        for level, (one, right) in enumerate(zip(found, truth, strict=True)):
            expect_close(
                one,
                right,
                f"Levels with sides {sides}: level {level} has other numbers than the "
                "sum of the level and what comes up from below.",
            )


_WRONG_FUSIONS = (
    (
        "Each level gets what the *given* finer level has. Pass on the finer level's "
        "sum instead, so that level 2 hears of level 0.",
        F.max_pool2d,
        False,
    ),
    ("You pool with the mean; the maximum is wanted.", F.avg_pool2d, True),
    (
        "You keep every second number; the maximum of each 2 x 2 cell is wanted.",
        lambda x, step: x[..., ::step, ::step],
        True,
    ),
    (
        "What comes up from below is missing, or lost: levels 1, 2, ... are as given.",
        lambda x, step: torch.zeros_like(x[..., ::step, ::step]),
        True,
    ),
)


def _fuse(levels, pooled, chained):
    """Return the fused levels; mistakes pool otherwise, or do not chain."""
    fused = [levels[0]]
    for finer, level in itertools.pairwise(levels):
        below = fused[-1] if chained else finer
        if below.shape[-1] != level.shape[-1]:
            below = pooled(below, 2)
        fused.append(level + below)
    return fused


def _shapes(levels):
    return [tuple(getattr(level, "shape", ())) for level in levels]


def _all_close(found, mistake):
    return all(map(torch.allclose, found, mistake))


@exercise("02_variance_kept", points=2)
def check_variance_kept(variance_kept, stream):
    """The share of the variance that the first axes keep."""
    for dims in (4, 7):
        spread = torch.linspace(3, 0.5, dims)
        turn = torch.linalg.qr(torch.randn(dims, dims, generator=stream)).Q
        features = torch.randn(60, dims, generator=stream) * spread @ turn
        features = features + 2 * torch.randn(dims, generator=stream)
        found = variance_kept(features)
        expect_tensor(found)
        centred = torch.linalg.svdvals(features - features.mean(dim=0))
        variance = centred.square()
        truth = variance.cumsum(dim=0) / variance.sum()
        for message, values in {
            "The mean is still in the features. Variance is about the mean: subtract "
            "it from every image first.": torch.linalg.svdvals(features).square(),
            "You subtract the mean of each image. Subtract the mean *image*: one mean "
            "for each column.": torch.linalg.svdvals(
                features - features.mean(dim=1, keepdim=True)
            ).square(),
            "You add up the singular values. The variance along an axis goes with the "
            "square of its singular value.": centred,
        }.items():
            expect(not _near(found, values.cumsum(dim=0) / values.sum()), message)
        for message, mistake in {
            "These are the shares of the single axes. Add them up: what do the first "
            "k axes keep together?": variance / variance.sum(),
            "Shares from 0 to 1 are wanted, not percent.": 100 * truth,
            "You return sums of variances; divide by the whole variance.": (
                variance.cumsum(dim=0) / (len(features) - 1)
            ),
            "You return sums of squares; divide by the sum of them all.": (
                variance.cumsum(dim=0)
            ),
            "You begin with the weakest axis; the strongest comes first.": (
                variance.flip(0).cumsum(dim=0) / variance.sum()
            ),
            "This is what is lost; what is kept is wanted.": 1 - truth,
        }.items():
            expect(not _near(found, mistake), message)
        expect_tensor(found, shape=(dims,))
        expect_close(
            found,
            truth,
            f"For {len(features)} images with {dims} features the numbers are wrong. "
            "Compare with the example in the text, by hand.",
            atol=1e-4,
        )


def _near(found, mistake):
    same_form = found.shape == mistake.shape
    return same_form and torch.allclose(found.double(), mistake.double(), atol=1e-4)
