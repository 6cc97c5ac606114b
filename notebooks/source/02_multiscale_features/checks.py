"""The checks of lesson 02's exercises."""

import functools
import itertools
import numbers

import torch
import torch.nn.functional as F

from msgan_lib.lesson.checks import (
    Case,
    agree,
    any_of,
    exercise,
    expect,
    expect_tensor,
    expect_truth,
)
from msgan_lib.lesson.expect import kind, shown
from msgan_lib.networks import receptive_fields

# Fusing bottom-up: fine levels passed on to coarse ones.


@exercise("02_fuse_bottom_up", points=2)
def check_fuse_bottom_up(fuse_bottom_up, stream):
    """What fine levels found, carried to the coarse ones by max-pooling."""
    cases = []
    for sides in _SIDES:
        batch, channels = (1, 1) if len(sides) == 2 else (2, 3)
        batch = 1 if sides[0] == 16 else batch
        levels = [
            torch.randn(batch, channels, side, side, generator=stream) - 0.5
            for side in sides
        ]
        told = f"For levels with sides {sides}"
        if sides == (2, 1):
            levels = [level.mul(10).round() for level in levels]
            told = f"For the levels {shown([level[0, 0] for level in levels])}"
        if sides[-1] == 3:
            told, levels = f"{told} in float64", [level.double() for level in levels]
        result = _levels(fuse_bottom_up(list(levels)), levels, told)
        truth = _fuse(levels)
        mistakes = functools.partial(_wrong_fusions, levels)
        cases.append(Case(told, result, truth, mistakes))
    expect_truth(cases)


# Each level has the side of the one before or half of it, in every order of both.
_SIDES = (
    (2, 1),
    (8, 4, 2),
    (12, 6, 3, 3),
    (28, 14, 7, 7),
    (8, 8, 4),
    (4, 4),
    (6, 6, 6),
    (16, 8, 8, 4, 4),
)


def _levels(result, levels, told):
    expect(result is not None, "The result is None: is a `return` missing?")
    expect(
        isinstance(result, list | tuple),
        f"The result is {kind(result)}, but must be a list of levels.",
    )
    expect(
        len(result) == len(levels),
        f"{told} you return {len(result)} levels, not {len(levels)}.",
    )
    expect(
        _shapes(result) != _shapes(levels)[::-1] or _shapes(levels) == _shapes(result),
        "Your levels are in the wrong order: the finest comes first.",
    )
    for level, (one, given) in enumerate(zip(result, levels, strict=True)):
        expect_tensor(one, tuple(given.shape), f"{told} level {level}")
    return list(result)


def _wrong_fusions(levels):
    """Return what known mistakes give, by what there is to say about them."""
    down = levels[-1:]
    for level in levels[-2::-1]:
        down = [level + F.interpolate(down[0], size=level.shape[-2:]), *down]
    right = _fuse(levels)
    below = [whole - level for whole, level in zip(right, levels, strict=True)]
    return {
        "Each level gets what the *given* finer level has. Pass on the finer level's "
        "sum instead, so that level 2 hears of level 0.": _fuse(levels, chained=False),
        "You pool with the mean; the maximum is wanted.": _fuse(levels, F.avg_pool2d),
        "You keep every second number; the maximum of each 2 x 2 cell is wanted.": (
            _fuse(levels, lambda x, step: x[..., ::step, ::step])
        ),
        "You pool with the minimum; the maximum is wanted.": (
            _fuse(levels, lambda x, step: -F.max_pool2d(-x, step))
        ),
        "You add the four numbers of a cell; their maximum is wanted.": (
            _fuse(levels, lambda x, step: 4 * F.avg_pool2d(x, step))
        ),
        "What comes up from below is missing: levels 1, 2, ... are as given.": (
            list(levels)
        ),
        "The level itself is missing: add what comes up from below to it.": (
            [levels[0], *below[1:]]
        ),
        "This goes top-down, from coarse to fine. The finest level must stay what it "
        "is: there is nothing finer to add.": down,
        "The finest level is doubled; it stays what it is.": (
            [2 * right[0], *right[1:]]
        ),
        "Where two levels have the same side, the finer one is added as well.": (
            _fuse(levels, same=lambda x: torch.zeros_like(x))
        ),
        "Where two levels have the same side nothing is pooled: add the finer one as "
        "it is.": _fuse(levels, same=lambda x: F.max_pool2d(x, 3, 1, 1)),
        "What comes up is cut off at 0, by `relu` or by zeros around it.": any_of(
            _fuse(levels, lambda x, step: F.max_pool2d(x, step).relu()),
            _fuse(levels, lambda x, step: F.max_pool2d(x, 2).relu(), same=torch.relu),
        ),
        "You average the level and what comes up; their sum is wanted.": (
            _fuse(levels, share=0.5)
        ),
        "You take the larger one of the level and what comes up; their sum is "
        "wanted.": _fuse(levels, joined=torch.maximum),
    }


def _fuse(
    levels,
    pooled=F.max_pool2d,
    chained=True,
    same=lambda x: x,
    share=1.0,
    joined=torch.add,
):
    """Return the fused levels; mistakes pool otherwise, or do not chain."""
    fused = [levels[0]]
    for finer, level in itertools.pairwise(levels):
        below = fused[-1] if chained else finer
        halved = below.shape[-1] != level.shape[-1]
        below = pooled(below, 2) if halved else same(below)
        fused.append(share * joined(level, below))
    return fused


def _shapes(levels):
    return [tuple(getattr(level, "shape", ())) for level in levels]


# Pixels seen: from which to which pixel of the image one number sees.


@exercise("02_pixels_seen", points=2)
def check_pixels_seen(pixels_seen, stream):
    """The first and last pixel that one number of a feature map sees."""
    cases = []
    for layers, position in _asked(stream):
        result = _pair(pixels_seen(list(layers), position))
        truth = receptive_fields.pixels_seen(layers, position)
        told = f"For the layers {layers} and position {position}"
        mistakes = functools.partial(_wrong_pixels, layers, position, truth)
        cases.append(Case(told, result, truth, mistakes))
    expect_truth(cases, atol=0.1, rtol=0)


def _asked(stream):
    """Yield layers (kernel, stride, padding) and a position: each kind on purpose."""
    yield [(3, 1, 0)], _draw(3, 9, stream)
    yield [(_draw(4, 7, stream), 3, 1)], _draw(3, 9, stream)
    # Several strides, in several places; kernels differ, so that the order matters.
    for strides in ((1, 2, 3), (2, 2), (3, 1, 2, 2), (2, 3, 1), (1, 1, 1), (2, 1)):
        kernels = torch.randperm(6, generator=stream)[: len(strides)] + 1
        layers = [
            (int(kernel), stride, _draw(1, 3, stream))
            for kernel, stride in zip(kernels, strides, strict=True)
        ]
        yield layers, _draw(5, 9, stream)
        yield layers, 0
    # Even and odd kernels, a layer of 1 x 1, no padding at all; the lesson's network.
    yield [(1, 1, 0), (2, 2, 0), (5, 1, 2)], _draw(1, 9, stream)
    yield [(3, 2, 1), (3, 2, 1), (5, 3, 2)], _draw(25, 35, stream)
    yield [(3, 1, 0), (2, 2, 0), (4, 3, 0)], _draw(1, 9, stream)
    yield [(2, 3, 0), (1, 2, 1), (3, 1, 1)], _draw(1, 9, stream)  # with gaps
    conv, pool = (3, 1, 1), (2, 2, 0)
    yield [conv, pool, conv, pool, conv, conv], _draw(0, 6, stream)


def _draw(low, high, stream):
    return int(torch.randint(low, high + 1, (), generator=stream))


def _pair(result):
    expect(result is not None, "The result is None: is a `return` missing?")
    told = "must be two whole numbers, the first and the last pixel"
    if isinstance(result, torch.Tensor) or type(result).__module__ == "numpy":
        result = result.tolist()
    expect(
        isinstance(result, tuple | list), f"The result is {kind(result)}, but {told}."
    )
    expect(len(result) == 2, f"The result has length {len(result)}, but {told}.")
    for number in result:
        if isinstance(number, torch.Tensor) and number.shape == ():
            number = number.item()
        whole = isinstance(number, numbers.Integral) and not isinstance(number, bool)
        expect(whole, f"{number!r} is {kind(number)}; the result {told}.")
    return tuple(int(number) for number in result)


def _wrong_pixels(layers, position, truth):
    """Return what known mistakes give, by what there is to say about them."""
    first, last = truth
    size = last - first + 1
    unpadded = _walk([(k, s, 0) for k, s, _ in layers], position)
    strongest, begin, wide = 1, 0, 1
    for kernel, stride, padding in layers:  # strides that do not multiply
        begin, wide = begin - padding * strongest, wide + (kernel - 1) * strongest
        strongest = max(strongest, stride)
    begin += position * strongest
    return {
        "You leave out the padding. It lies before the first number, so every window "
        "begins that much earlier.": unpadded,
        "The padding lies before the first number: take it off, do not add it.": (
            _walk([(k, s, -p) for k, s, p in layers], position)
        ),
        "The order is turned round. The position is known behind the *last* layer: "
        "begin there.": _walk(layers[::-1], position),
        "You leave out the stride: neighbours behind a layer with stride 2 are 2 "
        "numbers apart before it.": _walk([(k, 1, p) for k, _, p in layers], position),
        "Strides multiply: two layers of stride 2 make steps of 4 pixels.": (
            begin,
            begin + wide - 1,
        ),
        "A stride need not be 2; use the one that the layer has.": (
            _walk([(k, 2 if s > 1 else 1, p) for k, s, p in layers], position)
        ),
        "Your last pixel is too far. A window of 3 that begins at 4 ends at 6.": any_of(
            (first, last + 1),
            (first, _walk([(k + 1, s, p) for k, s, p in layers], position)[1]),
        ),
        "Your last pixel comes too early. A window of 3 that begins at 4 ends at 6.": (
            (first, last - 1)
        ),
        "You move the first pixel by the padding, but not the last.": (
            first,
            unpadded[1],
        ),
        "You cut off what lies in the padding; leave it in, even below 0.": any_of(
            (max(first, 0), last), (max(first, 0), max(last, 0))
        ),
        "You return the first pixel and the number of pixels; the last pixel is "
        "wanted.": (first, size),
        "You return the last pixel before the first.": (last, first),
        "You count pixels from 1. Positions and pixels begin with 0.": (
            (first + 1, last + 1)
        ),
        "You look at the last layer alone: go on to the layers before it.": (
            _walk(layers[-1:], position)
        ),
        "You look at the first layer alone: begin with the last, and go back to it.": (
            _walk(layers[:1], position)
        ),
        "You leave out one layer, the first or the last.": any_of(
            _walk(layers[1:], position), _walk(layers[:-1], position)
        ),
        "The size is right, the place is not: where does the window of a number "
        "begin?": any_of(
            (position - size // 2, position - size // 2 + size - 1),
            (position, position + size - 1),
        ),
    }


_walk = receptive_fields.pixels_seen


# Variance kept: what the first principal axes hold of all features.


@exercise("02_variance_kept", points=2)
def check_variance_kept(variance_kept, stream):
    """The share of the variance that the first axes keep."""
    forms = [(3, 2), (60, 4), (9, 7), (200, 12), (31, 30)]
    cases = [_share_case(variance_kept, *form, stream) for form in forms]
    _expect_mistakes_of_other_shapes(cases)
    for case in cases:
        expect_tensor(case.result, tuple(case.truth.shape), f"{case.told} the result")
    expect_truth(cases, atol=1e-4)
    # A feature that never changes: nothing can be divided by its deviation.
    constant = _share_case(variance_kept, 50, 6, stream, constant=True)
    alone = _share_case(variance_kept, 20, 1, stream)
    for case, dims in ((constant, 6), (alone, 1)):
        expect_tensor(case.result, (dims,), f"{case.told} the result")
        expect_truth([case], atol=1e-4)


def _share_case(variance_kept, n, dims, stream, constant=False):
    spread = torch.linspace(3, 0.5, dims)
    turn = torch.linalg.qr(torch.randn(dims, dims, generator=stream)).Q
    features = torch.randn(n, dims, generator=stream) * spread @ turn
    features = features + 2 * torch.randn(dims, generator=stream)
    told = f"For {n} images with {dims} features"
    if constant:
        features[:, 3] = 1.5
        told = f"{told}, of which one never changes,"
    if n == 60:
        features[:20] = features[20:40]  # images may be alike
    if n == 3:
        features = features.round()
        features[0], features[1, 0] = features[0] + 9, features[1, 0] - 6
        told = f"For the features {shown(features)}"
    result = variance_kept(features)
    expect_tensor(result, what=f"{told} the result")
    truth = _kept(features - features.mean(dim=0))
    return Case(told, result, truth, functools.partial(_wrong_shares, features))


def _kept(x):
    """Return the shares that the first axes of x keep, the mean left in."""
    squares = torch.linalg.svdvals(x).square()
    return squares.cumsum(dim=0) / squares.sum()


def _wrong_shares(features):
    """Return what known mistakes give, by what there is to say about them."""
    n, dims = features.shape
    mean = features.mean(dim=0)
    singular = torch.linalg.svdvals(features - mean)
    variance = singular.square()
    shares, kept = variance / variance.sum(), variance.cumsum(dim=0) / variance.sum()
    columns = features.var(dim=0)
    of_columns = columns.sort(descending=True).values.cumsum(dim=0) / columns.sum()
    deviation = features.std(dim=0)
    return {
        "The mean is still in the features. Variance is about the mean: subtract "
        "it from every image first.": _kept(features),
        "You subtract the mean of each image. Subtract the mean *image*: one mean "
        "for each column.": _kept(features - features.mean(dim=1, keepdim=True)),
        "You subtract one number, the mean of all numbers. Each column has a mean of "
        "its own.": _kept(features - features.mean()),
        "You divide the columns by their standard deviation. The axes would be others "
        "then; subtract the mean and no more.": (
            _kept((features - mean) / deviation) if deviation.all() else None
        ),
        "You take the median for the mean.": (
            _kept(features - features.median(dim=0).values)
        ),
        "You add up the singular values. The variance along an axis goes with the "
        "square of its singular value.": singular.cumsum(dim=0) / singular.sum(),
        "You square twice: `eigvalsh` of the covariance and the squares of singular "
        "values are variances already.": (
            variance.square().cumsum(dim=0) / variance.square().sum()
        ),
        "You take the root of the shares, or square them, after they were added up.": (
            any_of(kept.sqrt(), kept.square())
        ),
        "These are the shares of the single axes. Add them up: what do the first "
        "k axes keep together?": shares,
        "These are the shares of the single axes, the weakest first. Add them up, the "
        "strongest first.": shares.flip(0),
        "Shares from 0 to 1 are wanted, not percent.": 100 * kept,
        "You return sums of variances; divide by the whole variance.": any_of(
            variance.cumsum(dim=0) / (n - 1), variance.cumsum(dim=0) / n
        ),
        "You return sums of squares; divide by the sum of them all.": (
            variance.cumsum(dim=0)
        ),
        "You divide by the largest one; divide by the sum of them all.": (
            variance.cumsum(dim=0) / variance[0]
        ),
        "You divide by the number of axes; divide by the sum of all variances.": (
            variance.cumsum(dim=0) / dims
        ),
        "You begin with the weakest axis; the strongest comes first.": (
            variance.flip(0).cumsum(dim=0) / variance.sum()
        ),
        "The order is turned round: at place 0 stands the share of the first axis "
        "alone, at the end that of all.": kept.flip(0),
        "This is what is lost; what is kept is wanted.": 1 - kept,
        "This is what is kept by the axes before; place k - 1 counts the k-th axis "
        "too.": kept - shares,
        "You take the variances of the columns. Axes of a PCA lie across the columns: "
        "the singular values tell their variances.": any_of(
            of_columns, columns.cumsum(dim=0) / columns.sum()
        ),
        "Your shares are rounded. Keep their digits.": any_of(
            *((kept * 10**k).round() / 10**k for k in (1, 2, 3))
        ),
    }


def _expect_mistakes_of_other_shapes(cases):
    """Raise Wrong for results that are right but for an entry, or for their form."""
    fits = {
        "The result begins with a 0 for no axis. At place 0 the share of the first "
        "axis is wanted.": lambda truth: torch.cat([torch.zeros(1), truth]),
        "The last share is missing, the one of all axes together.": (
            lambda truth: truth[:-1]
        ),
        "The result has an axis too many: (dims,) is its shape.": (
            lambda truth: truth[None]
        ),
        "Return the shares for every number of axes, not one alone.": (
            lambda truth: truth[0]
        ),
    }
    for message, made in fits.items():
        alike = [agree(x.result, made(x.truth), atol=1e-4) for x in cases]
        expect(not all(alike), message)
