"""Fusing bottom-up: fine levels passed on to coarse ones."""

import functools
import itertools

import torch
import torch.nn.functional as F

from msgan_lib.course.checks import (
    Case,
    any_of,
    exercise,
    expect,
    expect_tensor,
    expect_truth,
)
from msgan_lib.course.expectations import kind, shown


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
        found = _levels(fuse_bottom_up(list(levels)), levels, told)
        truth = _fuse(levels)
        mistakes = functools.partial(_wrong_fusions, levels)
        cases.append(Case(told, found, truth, mistakes))
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


def _levels(found, levels, told):
    expect(found is not None, "The result is None: is a `return` missing?")
    expect(
        isinstance(found, list | tuple),
        f"The result is {kind(found)}, but must be a list of levels.",
    )
    expect(
        len(found) == len(levels),
        f"{told} you return {len(found)} levels, not {len(levels)}.",
    )
    expect(
        _shapes(found) != _shapes(levels)[::-1] or _shapes(levels) == _shapes(found),
        "Your levels are in the wrong order: the finest comes first.",
    )
    for level, (one, given) in enumerate(zip(found, levels, strict=True)):
        expect_tensor(one, tuple(given.shape), f"{told} level {level}")
    return list(found)


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
