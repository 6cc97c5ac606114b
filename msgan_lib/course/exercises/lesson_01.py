"""The checks of lesson 01's exercises."""

import torch
import torch.nn.functional as F

from msgan_lib import pyramid
from msgan_lib.course.checks import (
    exercise,
    expect,
    expect_close,
    expect_number,
    expect_tensor,
)


@exercise("01_block_mean", points=1)
def check_block_mean(block_mean, stream):
    """Images halved by averaging blocks of 2 x 2 pixels."""
    x = torch.rand(2, 3, 6, 10, generator=stream)
    found = block_mean(x)
    expect_tensor(found, shape=(2, 3, 3, 5))
    for message, mistakes in _wrong_blocks(x).items():
        expect(not any(_same(found, wrong) for wrong in mistakes), message)
    truth = F.avg_pool2d(x, 2)
    expect_close(found, truth, "The numbers are not the means of the 2 x 2 blocks.")


def _wrong_blocks(x):
    """Return what known mistakes give, by what there is to say about them."""
    rows = (x[..., ::2, :] + x[..., 1::2, :]) / 2
    columns = (x[..., ::2] + x[..., 1::2]) / 2
    mean = F.avg_pool2d(x, 2)
    return {
        "One pixel of each block is kept, and the other three have no say.": [
            x[..., i::2, j::2] for i in (0, 1) for j in (0, 1)
        ],
        "These are sums, not means: divide by the number of pixels in a block, 4.": [
            4 * mean,
            2 * mean,
        ],
        "This is the largest of the four pixels, not their mean.": [F.max_pool2d(x, 2)],
        "Two pixels of each block are averaged, and the other two are left out.": [
            *(rows[..., i::2] for i in (0, 1)),
            *(columns[..., i::2, :] for i in (0, 1)),
        ],
        "This is the blur with 5 x 5 weights. A block has 2 x 2 pixels that weigh "
        "the same.": [pyramid.downsample(x)],
        "The pixels that you average are not neighbours. In `reshape`, the axis of "
        "length 2 comes after the one that counts the blocks.": [
            x.reshape(2, 3, 2, 3, 2, 5).mean(dim=(2, 4))
        ],
    }


@exercise("01_seen_period", points=2)
def check_seen_period(seen_period, stream):
    """The period of the stripes that are seen after keeping every step-th pixel."""
    # A step is `part` of a period, and up to 0.08 more: another number every time.
    for step, part in ((2, 0.3), (3, 0.2), (2, 1.35), (3, 2.6), (4, 0.7), (2, 0.8)):
        part += 0.08 * torch.rand((), generator=stream).item()
        found = expect_number(seen_period(step / part, step))
        away = abs(part - round(part))
        given = f"seen_period({step / part:.3f}, {step}), where a step is {part:.3f} of"
        for message, wrong in _wrong_periods(part, away, step).items():
            expect(_near(found, 1 / away) or not _near(found, wrong), message)
        expect(
            _near(found, 1 / away),
            f"{given} a period, should be {1 / away:.4g}, but you return {found:.4g}.",
        )


def _wrong_periods(part, away, step):
    """Return what known mistakes give, by what there is to say about them."""
    return {
        "You return how much of a period one small pixel is. How many small pixels "
        "are a whole period?": away,
        "You return a period of under 2 small pixels, which nobody can see. Only the "
        "distance to the nearest whole number counts.": 1 / part,
        "The nearest whole number may also lie above.": 1 / (part % 1),
        "Finer stripes do not stop at a period of 2: those that are seen get wider "
        "again.": max(2, 1 / part),
        "You return pixels of the large image. Count in small ones.": step / away,
        "A period is positive: is an `abs` missing?": -1 / away,
    }


@exercise("01_change_level", points=2)
def check_change_level(change_level, stream):
    """Images with one level of their Laplacian pyramid multiplied by a factor."""
    x = torch.rand(2, 1, 28, 28, generator=stream)
    for level in (1, 0, 2, 3):
        factor = 1.5 + torch.rand((), generator=stream).item()
        found = change_level(x, level, factor)
        expect_tensor(found, shape=(2, 1, 28, 28))
        asked = f"Level {level} times {factor:.2f} was asked for, but"
        for message, mistakes in _wrong_levels(x, level, factor).items():
            expect(
                not any(_same(found, wrong) for wrong in mistakes),
                f"{asked} {message}",
            )
        expect_close(
            found,
            _changed(pyramid.laplacian_pyramid(x, 4), {level: factor}),
            f"{asked} the result is not the image with that level changed.",
        )


def _wrong_levels(x, level, factor):
    """Return what known mistakes give, by what there is to say about them."""
    laplacian = pyramid.laplacian_pyramid(x, 4)
    gaussian = pyramid.gaussian_pyramid(x, 4)
    others = [other for other in range(4) if other != level]
    added = [one + factor * (i == level) for i, one in enumerate(laplacian)]
    return {
        "the image is unchanged.": [x],
        "all levels are multiplied.": [factor * x],
        "the Gaussian pyramid is changed. Only Laplacian levels add up to the image.": [
            _changed(gaussian, {level: factor}),
        ],
        "the level is taken away, as a factor of 0 would do.": [
            _changed(laplacian, {level: 0})
        ],
        "the factor is added, not multiplied.": [pyramid.reconstruct(added)],
        "another level is changed. Level 0 is the finest.": [
            _changed(laplacian, {other: factor}) for other in others
        ],
        "the other levels are missing: put all four together again.": [
            _changed(laplacian, {**dict.fromkeys(others, 0), level: factor})
        ],
        "the other three levels are multiplied.": [
            _changed(laplacian, dict.fromkeys(others, factor))
        ],
    }


def _changed(levels, factors):
    """Return the image of a pyramid of which some levels are multiplied."""
    return pyramid.reconstruct([factors.get(i, 1) * x for i, x in enumerate(levels)])


def _same(found, wrong):
    return found.shape == wrong.shape and torch.allclose(
        found.double(), wrong.double(), atol=1e-5
    )


def _near(a, b):
    return abs(a - b) <= 1e-3 * abs(b)
