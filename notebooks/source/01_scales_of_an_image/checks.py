"""The checks of lesson 01's exercises."""

import functools

import torch
import torch.nn.functional as F

from msgan_lib import pyramid
from msgan_lib.lesson.checks import (
    Case,
    any_of,
    exercise,
    expect_number,
    expect_tensor,
    expect_truth,
)
from msgan_lib.lesson.expect import shown


@exercise("01_block_mean", points=1)
def check_block_mean(block_mean, stream):
    """Images halved by averaging blocks of 2 x 2 pixels."""
    # One image and many, one channel and many, wide, high and square ones.
    shapes = [(1, 1, 4, 4), (2, 3, 6, 10), (1, 3, 10, 4), (3, 1, 8, 8), (4, 4, 28, 28)]
    tiny = [(1, 1, 2, 2), (2, 2, 2, 6), (5, 6, 12, 2)]  # our blur can't do these
    for some in (shapes, tiny):
        expect_truth([_block_case(block_mean, shape, stream) for shape in some])


def _block_case(block_mean, shape, stream):
    batch, channels, height, width = shape
    x = 4 * torch.rand(shape, generator=stream) - 1  # not only between 0 and 1
    if width == 28:
        x = x.clamp_min(0)  # as in the lesson: much of it is exactly 0
    told = f"For x of shape {shape}"
    if batch == 3:
        x, told = x.double(), f"{told} in float64"
    if height == width == 2:
        told = f"For x = {shown(x)}"
    result = block_mean(x)
    halved = (batch, channels, height // 2, width // 2)
    expect_tensor(result, halved, f"{told} the result")
    mistakes = functools.partial(_wrong_blocks, x)
    return Case(told, result, F.avg_pool2d(x, 2), mistakes)


def _wrong_blocks(x):
    """Return what known mistakes give, by what there is to say about them."""
    batch, channels, height, width = x.shape
    rows = (x[..., ::2, :] + x[..., 1::2, :]) / 2
    columns = (x[..., ::2] + x[..., 1::2]) / 2
    mean = F.avg_pool2d(x, 2)
    split = (batch, channels, 2, height // 2, 2, width // 2)
    channel_mean = mean.mean(dim=1, keepdim=True).expand_as(mean)
    corners = [x[..., i::2, j::2] for i in (0, 1) for j in (0, 1)]
    return {
        "One pixel of each block is kept, and the other three have no say.": any_of(
            *corners
        ),
        "These are sums, not means: divide by the number of pixels in a block, 4.": (
            any_of(4 * mean, 2 * mean)
        ),
        "You divide twice: the sum of the four pixels is divided by 4 once.": any_of(
            mean / 4, mean / 2
        ),
        "This is the largest of the four pixels, not their mean.": F.max_pool2d(x, 2),
        "This is the smallest of the four pixels, not their mean.": (
            -F.max_pool2d(-x, 2)
        ),
        "This is the median of the four pixels, not their mean.": any_of(
            torch.stack(corners).median(dim=0).values,
            torch.stack(corners).quantile(0.5, dim=0),
        ),
        "Two pixels of each block are averaged, and the other two are left out.": (
            any_of(
                *(rows[..., i::2] for i in (0, 1)),
                *(columns[..., i::2, :] for i in (0, 1)),
                (corners[0] + corners[3]) / 2,
                (corners[1] + corners[2]) / 2,
            )
        ),
        "Three pixels of each block are averaged, and one is left out.": any_of(
            *((4 * mean - corner) / 3 for corner in corners)
        ),
        "This is the blur with 5 x 5 weights. A block has 2 x 2 pixels that weigh "
        "the same.": pyramid.downsample(x) if min(height, width) > 2 else None,
        "The pixels that you average are not neighbours. In `reshape`, the axis of "
        "length 2 comes after the one that counts the blocks.": (
            x.reshape(split).mean(dim=(2, 4))
        ),
        "You take the mean over the channels too. Each channel stays by itself.": (
            channel_mean
        ),
        "You take the mean over the images too. Each image stays by itself.": (
            mean.mean(dim=0, keepdim=True).expand_as(mean)
        ),
        "Your means are rounded. Keep their digits.": any_of(
            mean.round(), mean.floor(), mean.trunc()
        ),
    }


@exercise("01_seen_period", points=2)
def check_seen_period(seen_period, stream):
    """The period of the stripes that are seen after keeping every step-th pixel."""
    # A step is `part` of a period, and up to 0.08 more: another number every time.
    parts = (0.3, 0.2, 1.35, 2.6, 0.7, 0.8, 3.1, 0.03, 1.6, 5.75, 0.4, 1.05)
    steps = (2, 3, 2, 3, 4, 2, 2, 4, 5, 8, 7, 1)
    off = (0.01 + 0.07 * torch.rand(len(parts), generator=stream)).tolist()
    asked = [
        (step / (part + more), step)
        for step, part, more in zip(steps, parts, off, strict=True)
    ]
    asked.append((2 * 2.3451, 2))  # two digits behind the point are too few for it
    # Wider than the lesson's images, and very fine.
    asked += [(100.3, 3), (2.07, 2), (0.43, 1), (1.37, 1), (0.123, 5)]
    # Whole numbers are numbers too, and a step may be just half a period.
    whole = [(8, 2), (8, 3), (5, 4), (3, 2), (4, 2), (2, 5), (12, 1), (2.5, 3)]
    for some in (asked, whole):
        expect_truth([_period_case(seen_period, *pair) for pair in some], rtol=1e-3)


def _period_case(seen_period, period, step):
    part = step / period
    away = abs(part - round(part))
    told = f"seen_period({period:.6g}, {step})"
    result = expect_number(seen_period(period, step), told)
    told = f"For {told}, where a step is {part:.3f} of a period,"
    mistakes = functools.partial(_wrong_periods, period, step, part, away)
    return Case(told, result, 1 / away, mistakes)


def _wrong_periods(period, step, part, away):
    """Return what known mistakes give, by what there is to say about them."""
    ratio = period / step
    upside_down = abs(ratio - round(ratio))
    of_two = abs(2 / period - round(2 / period))
    return {
        "You return how much of a period one small pixel is. How many small pixels "
        "are a whole period?": away,
        "You return a period of under 2 small pixels, which nobody can see. Only the "
        "distance to the nearest whole number counts.": ratio,
        "The nearest whole number may also lie above.": 1 / (part % 1),
        "The nearest whole number may also lie below.": 1 / (1 - part % 1),
        "Finer stripes do not stop at a period of 2: those that are seen get wider "
        "again.": max(2, ratio),
        "You return pixels of the large image. Count in small ones.": step / away,
        "A period is positive: is an `abs` missing?": any_of(
            1 / (part - round(part)), 1 / (round(part) - part)
        ),
        "Not only 1 is a whole number: very fine stripes have the nearest one at 2, "
        "3 or more, and wide ones at 0.": any_of(
            1 / abs(1 - part) if part > 0.5 else ratio,
            1 / abs(1 - part),
            1 / min(part, abs(1 - part)),
        ),
        "You divide the period by the step. How much of a period is one step?": (
            any_of(1 / upside_down if upside_down else None, upside_down)
        ),
        "You return the period that comes out for a step of 2, whatever `step` is.": (
            1 / of_two if of_two else None
        ),
        "Your result is rounded. Keep its digits.": any_of(
            *(round(1 / away, digits) for digits in range(3)), int(1 / away)
        ),
    }


@exercise("01_change_level", points=2)
def check_change_level(change_level, stream):
    """Images with one level of their Laplacian pyramid multiplied by a factor."""
    factors = (1.5 + torch.rand(8, generator=stream)).tolist()
    digits = (2, 1, 28, 28)
    asked = [(digits, level, factors[level]) for level in (1, 0, 2, 3)]
    # Other sizes, odd ones too, one image and many, one channel and many.
    asked += [((1, 3, 16, 24), 0, -factors[4]), ((3, 2, 30, 17), 1, factors[5] - 1.5)]
    asked += [((1, 1, 21, 32), 2, 3), ((2, 4, 28, 12), 3, factors[6])]
    level = int(torch.randint(4, (), generator=stream))
    special = [(digits, level, 1.0), (digits, 3 - level, -1), (digits, level, 100)]
    special += [(digits, each, 0) for each in (2, 0, 3, 1)]
    for some in (asked, special):
        cases = [_level_case(change_level, *each, stream) for each in some]
        expect_truth(cases, atol=1e-4)


def _level_case(change_level, shape, level, factor, stream):
    x = 1.5 * torch.rand(shape, generator=stream) - 0.25
    told = f"For x of shape {shape}, level {level} and the factor {factor:.4g}"
    if shape[-1] == 32:
        x, told = x.double(), f"{told} in float64"
    result = change_level(x, level, factor)
    expect_tensor(result, shape, f"{told} the result")
    truth = _changed(pyramid.laplacian_pyramid(x, 4), {level: factor})
    mistakes = functools.partial(_wrong_levels, x, level, factor)
    return Case(told, result, truth, mistakes)


def _wrong_levels(x, level, factor):
    """Return what known mistakes give, by what there is to say about them."""
    laplacian = pyramid.laplacian_pyramid(x, 4)
    gaussian = pyramid.gaussian_pyramid(x, 4)
    others = [other for other in range(4) if other != level]
    added = [one + factor * (i == level) for i, one in enumerate(laplacian)]
    replaced = list(laplacian)
    replaced[level] = factor * gaussian[level]
    return {
        "The image is unchanged.": x,
        "All levels are multiplied, not only the one that is asked for.": factor * x,
        "You change the Gaussian pyramid. Only Laplacian levels add up to the image.": (
            any_of(_changed(gaussian, {level: factor}), pyramid.reconstruct(replaced))
        ),
        "You take the level away, as a factor of 0 would do.": (
            _changed(laplacian, {level: 0})
        ),
        "You add the factor, or put it in the level's place. Multiply by it.": any_of(
            pyramid.reconstruct(added),
            pyramid.reconstruct(
                [
                    torch.full_like(one, factor) if i == level else one
                    for i, one in enumerate(laplacian)
                ]
            ),
        ),
        "You change another level than was asked for. Level 0 is the finest, level 3 "
        "the coarsest.": any_of(
            *(_changed(laplacian, {other: factor}) for other in _others(level))
        ),
        "The other levels are missing: put all four together again.": (
            _changed(laplacian, {**dict.fromkeys(others, 0), level: factor})
        ),
        "You multiply the other three levels.": (
            _changed(laplacian, dict.fromkeys(others, factor))
        ),
        "You multiply finer levels too, or coarser ones; only one is asked for.": (
            any_of(
                _changed(laplacian, dict.fromkeys(range(level + 1), factor)),
                _changed(laplacian, dict.fromkeys(range(level, 4), factor)),
            )
        ),
        "You divide by the factor.": (
            _changed(laplacian, {level: 1 / factor}) if factor else None
        ),
        "You multiply twice: by the square of the factor.": (
            _changed(laplacian, {level: factor * factor})
        ),
        "You add the changed level to the one that is there already: the level counts "
        "once, times the factor.": _changed(laplacian, {level: 1 + factor}),
        "Pixels above 1 or below 0 may come out: leave them as they are.": (
            _changed(laplacian, {level: factor}).clamp(0, 1)
        ),
    }


def _others(level):
    """Return which level is changed in place of `level` by ways to count wrongly."""
    counted = (3 - level, (level + 1) % 4, (level - 1) % 4, -level % 4)
    return *counted, min(level + 1, 3), max(level - 1, 0), 0, 1, 2, 3


def _changed(levels, factors):
    """Return the image of a pyramid of which some levels are multiplied."""
    return pyramid.reconstruct([factors.get(i, 1) * x for i, x in enumerate(levels)])
