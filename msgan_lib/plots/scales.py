"""Pictures of scales: what an image is at each, and what is confused at each.

Taught in lesson 01, which has sliders for the first two.
"""

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
import torch

from msgan_lib.plots.style import (
    draw_image,
    draw_table,
    name_classes,
    panels,
    shades_of,
    size,
)
from msgan_lib.plots.telling import told
from msgan_lib.pyramid import gaussian_pyramid, laplacian_pyramid, reconstruct, upsample


@told
def show_level(x: torch.Tensor, level: int, num_levels: int = 4) -> str:
    """Draw an image (1, 1, height, width) and one level of its pyramids.

    From left to right: the image, the level of the Gaussian pyramid, the same enlarged
    step by step to the image's size, and the level of the Laplacian pyramid.
    """
    gaussian = gaussian_pyramid(x, num_levels)
    laplacian = laplacian_pyramid(x, num_levels)
    enlarged = gaussian[level]
    for finer in reversed(gaussian[:level]):
        enlarged = upsample(enlarged, finer.shape[-2:])
    pixels = size(gaussian[level])
    _draw(
        {
            f"the image\n{size(x)}": x,
            f"Gaussian level {level}\n{pixels}": gaussian[level],
            f"the same, enlarged\nto {size(x)}": enlarged,
            f"Laplacian level {level}\n{pixels}": laplacian[level],
        }
    )
    holds = (
        "is that image itself: there is no coarser one"
        if level == num_levels - 1
        else f"holds what level {level + 1} lacks, {_strength(laplacian[level])}"
    )
    return (
        f"Level {level}: {pixels} pixels, {gaussian[level].numel()} numbers instead of "
        f"{x.numel()}. Enlarged, it differs from the image by "
        f"{_strength(enlarged - x)}. The Laplacian level {holds}."
    )


@told
def show_changed_levels(x: torch.Tensor, factors: Sequence[float]) -> str:
    """Draw an image (1, 1, height, width) put together again from changed levels.

    Level i of its Laplacian pyramid, of len(factors) levels, is multiplied by
    factors[i]: 1 leaves it, 0 takes it away.
    """
    levels = laplacian_pyramid(x, len(factors))
    pairs = list(zip(factors, levels, strict=True))
    changed = reconstruct([factor * level for factor, level in pairs])
    _draw(
        {
            "the image": x,
            "put together again": changed.clamp(0, 1),  # as ink and paper are
            "the difference": changed - x,
        }
    )
    told = ", ".join(f"{size(level)} times {factor:g}" for factor, level in pairs)
    return f"Levels {told}: the image changes by {_strength(changed - x)}."


@told
def show_class_errors(
    errors: dict[str, Sequence[float]], class_names: Sequence[str]
) -> str:
    """Draw errors in percent by true class as a table, a row for each name.

    Each row has one number for each of `class_names`; the darker, the more errors.
    """
    table = np.array(list(errors.values()))
    _, axis = plt.subplots(figsize=(6.8, 0.5 * len(errors) + 1))
    draw_table(axis, table, np.vectorize("{:.1f}".format)(table))
    axis.set_yticks(range(len(errors)), list(errors))
    name_classes(axis, class_names)
    axis.set(xlabel="true class", title="errors by class (%)")
    words = (
        f"{name}: fewest for {class_names[row.argmin()]} ({row.min():.1f}), most for "
        f"{class_names[row.argmax()]} ({row.max():.1f})"
        for name, row in zip(errors, table, strict=True)
    )
    return f"Errors by class in percent. {'; '.join(words)}."


def _draw(images: dict[str, torch.Tensor]) -> None:
    (axes,) = panels(1, len(images), 2.1 * len(images), 2.6)
    for axis, (name, image) in zip(axes, images.items(), strict=True):
        draw_image(axis, image[0, 0], shades_of(image), name, framed=True)


def _strength(image: torch.Tensor) -> str:
    return f"{image.abs().mean():.3f} a pixel on average (ink is 1)"
