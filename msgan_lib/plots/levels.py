"""Pictures of games at several scales. Used in lesson 10."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np
import torch
from matplotlib.axes import Axes

from msgan_lib.measure import evaluating
from msgan_lib.networks.multiscale_generators import LaplacianGenerator, LevelsGenerator
from msgan_lib.networks.pyramid_discriminators import StridedPyramidDiscriminator
from msgan_lib.plots.boxes import (
    FILLED,
    GRADIENTS,
    PLAIN,
    arrow,
    box,
    canvas,
    say,
)
from msgan_lib.plots.style import draw_table
from msgan_lib.plots.telling import told

COLUMNS = (2.6, 4.9, 7.2)  # inches: levels from coarse to fine
ROWS = {"maps": 3.75, "image": 2.35, "read": 0.95}
LAST = 0.85  # where the discriminator's last maps stand
WIDTH, HEIGHT = 1.15, 0.5
NOTE = "solid arrows: values; dashed arrows: gradients; filled: made by weights"


@told
@torch.no_grad()
def show_levels_game(
    generator: LevelsGenerator, discriminator: StridedPyramidDiscriminator
) -> str:
    """Draw how a pyramid is drawn and read: values one way, gradients the other.

    Above stand the generator's maps, from coarse to fine; in the middle the image of
    each level; below the discriminator's maps, from fine to coarse. Shapes are measured
    on one z.
    """
    axis = canvas(8.6, 4.65)
    with evaluating(generator):
        z = maps = torch.zeros(1, generator.latent_size)
        shapes = [
            tuple((maps := layers(maps)).shape[1:]) for layers in generator.layers
        ]
        images = generator.pyramid(z)
    read = [tuple(maps.shape[1:]) for maps in discriminator.features(images[0])]
    _box(axis, LAST, ROWS["maps"], "z", tuple(z.shape[1:]), PLAIN)
    say(axis, 0.1, 4.4, "the generator's maps, coarse to fine", ha="left", fontsize=10)
    say(axis, 0.1, ROWS["image"], "the image\nof each level", ha="left", fontsize=10)
    say(axis, 0.1, 0.38, "the discriminator's maps, fine to coarse", ha="left",
        fontsize=10)  # fmt: skip
    say(axis, 0.1, 0.12, NOTE, ha="left", color="0.35")
    for x, shape, image in zip(COLUMNS, shapes, images[::-1], strict=True):
        _box(axis, x, ROWS["maps"], "maps", shape)
        _box(axis, x, ROWS["image"], "image", tuple(image.shape[1:]))
        _both_ways(axis, (x, ROWS["maps"]), (x, ROWS["image"]))
    for start, end in pairwise((LAST, *COLUMNS)):
        _both_ways(axis, (start, ROWS["maps"]), (end, ROWS["maps"]))
    if isinstance(generator, LaplacianGenerator):
        for start, end in pairwise(COLUMNS):
            _both_ways(axis, (start, ROWS["image"]), (end, ROWS["image"]))
            say(axis, (start + end) / 2, ROWS["image"] + 0.2, "enlarged, added")
    # A level's image stands beside the maps of its size and is read with them.
    places = (*COLUMNS[1::-1], LAST)
    for x, (channels, *sides), more in zip(places, read, (1, 1, 0), strict=True):
        _box(axis, x, ROWS["read"], "maps, image" if more else "maps",
             (channels + more, *sides))  # fmt: skip
    _both_ways(axis, (COLUMNS[2], ROWS["image"]), (COLUMNS[1], ROWS["read"]))
    for start, end in pairwise(places):
        _both_ways(axis, (start, ROWS["read"]), (end, ROWS["read"]))
        _both_ways(axis, (start, ROWS["image"]), (start, ROWS["read"]))
    say(axis, LAST, ROWS["read"] + 0.45, "logit")
    below, above = ROWS["read"] + HEIGHT / 2, ROWS["read"] + 0.39
    arrow(axis, (LAST - 0.07, below), (LAST - 0.07, above))
    arrow(axis, (LAST + 0.07, above), (LAST + 0.07, below), GRADIENTS)
    drawn = ", ".join(str(tuple(image.shape[1:])) for image in images[::-1])
    added = ", each the enlarged last one and a detail"
    return (
        f"The generator makes of z {tuple(z.shape[1:])} maps {_listed(shapes)}, and of "
        f"each an image: {drawn}"
        f"{added if isinstance(generator, LaplacianGenerator) else ''}. The "
        f"discriminator makes of the finest image maps {_listed(read)}, and reads each "
        "coarser image beside the maps of its size. Gradients come back along every "
        "arrow, so one reaches each image."
    )


@told
def show_level_gradients(lengths: Mapping[str, Sequence[float]]) -> str:
    """Draw how long a gradient each level's image sends to each layer, as a table.

    `lengths[layer]` has a number for each level, from coarse to fine; 0 is left blank.
    """
    numbers = np.array(list(lengths.values()), dtype=float)
    _, axis = plt.subplots(figsize=(5.5, 0.4 * len(lengths) + 1))
    texts = np.where(numbers > 0, np.vectorize("{:.2g}".format)(numbers), "")
    draw_table(axis, numbers, texts)
    levels = [f"{7 * 2**i} pixels" for i in range(numbers.shape[1])]
    axis.set_xticks(range(len(levels)), levels)
    axis.set_yticks(range(len(lengths)), list(lengths))
    axis.set_xlabel("gradient from the image of")
    words = (
        f"{layer} {', '.join(f'{n:.2g}' for n in row)}"
        for layer, row in lengths.items()
    )
    return (
        f"Lengths of the gradients from images of {', '.join(levels)}: "
        f"{'; '.join(words)}."
    )


def _listed(shapes: Sequence[tuple[int, ...]]) -> str:
    return ", ".join(map(str, shapes))


def _box(
    axis: Axes, x: float, y: float, name: str, shape: tuple[int, ...],
    look: Mapping[str, object] = FILLED,
) -> None:  # fmt: skip
    box(axis, x, y, WIDTH, HEIGHT, look)
    say(axis, x, y, f"{name}\n{shape}")


def _both_ways(
    axis: Axes, start: tuple[float, float], end: tuple[float, float]
) -> None:
    """Draw values from box to box, and beside them the gradient that comes back."""
    (x, y), (x_end, y_end) = start, end
    if y == y_end:
        gap = WIDTH / 2 if x < x_end else -WIDTH / 2
        arrow(axis, (x + gap, y + 0.07), (x_end - gap, y + 0.07))
        arrow(axis, (x_end - gap, y - 0.07), (x + gap, y - 0.07), GRADIENTS)
        return
    gap, side = HEIGHT / 2, 0.07
    arrow(axis, (x - side, y - gap), (x_end - side, y_end + gap))
    arrow(axis, (x_end + side, y_end + gap), (x + side, y - gap), GRADIENTS)
