"""What all pictures share: colours, sizes of letters, shades, markers, axes, panels."""

import math
from collections.abc import Sequence
from itertools import cycle
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import torch
from matplotlib import cycler
from matplotlib.axes import Axes

from msgan_lib.training.recipes import title

# Of curves, one after the other; markers and dashes tell them apart in grey.
COLORS = (
    *("tab:blue", "tab:orange", "tab:green", "tab:red", "tab:purple"),
    *("tab:brown", "tab:pink", "tab:gray", "tab:olive", "tab:cyan"),
)
STYLE = {  # matplotlib's settings while a picture is drawn
    "axes.prop_cycle": cycler(color=COLORS),
    "figure.constrained_layout.use": True,
    "figure.titlesize": 10,
    "axes.titlesize": 10,
    "legend.fontsize": 8,
    "lines.markersize": 5,
    "grid.alpha": 0.3,
}
GREYS = {"cmap": "gray_r", "vmin": 0, "vmax": 1}  # dark ink on white paper
SIGNED = {"cmap": "gray_r", "vmin": -1, "vmax": 1}  # grey for 0
LINES = ("-o", "--s", "-.^", ":D", "-x", "--P")
MARKERS = "osD^vP*X<>hp"  # a draw of labels has the same one in every picture
# Ticks of a logarithmic axis, between 1 and 10; few for a long axis.
TICKS = ((1, 2, 5), (1, 1.5, 2, 3, 5, 7), (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9))


def panels(
    rows: int, columns: int, width: float, height: float, title: str = ""
) -> np.ndarray:
    """Return axes for images, (rows, columns), of a figure of so many inches."""
    figure, axes = plt.subplots(rows, columns, figsize=(width, height), squeeze=False)
    figure.suptitle(title)
    for axis in axes.flat:
        axis.set(xticks=[], yticks=[], frame_on=False)
    return axes


def draw_image(
    axis: Axes,
    image: torch.Tensor,
    shades: dict[str, Any] = GREYS,
    title: str = "",
    framed: bool = False,
) -> None:
    """Draw an image (height, width)."""
    axis.imshow(image.detach().cpu().numpy(), **shades)
    axis.set_title(title, fontsize=9)
    axis.set_frame_on(framed)


def shades_of(x: torch.Tensor) -> dict[str, Any]:
    """Return how images are drawn: white for 0, or grey for 0 if some are below 0."""
    return GREYS if x.min() >= 0 else SIGNED


def name_rows(axis: Axes, names: Sequence[str], xlabel: str) -> None:
    """Give each row of dots its name, the first one at the top, and x its label."""
    axis.set_yticks(range(len(names)), [title(name) for name in reversed(names)])
    axis.set_ylim(-0.6, len(names) - 0.4)
    axis.grid(axis="x")
    # Of the figure: beside long names the axis is short.
    axis.figure.supxlabel(xlabel, fontsize="medium")


def mark_draws(axis: Axes, row: float, draws: Sequence[float]) -> None:
    """Mark each draw of a row: a little apart in height, lest one hides another."""
    for i, (marker, draw) in enumerate(zip(cycle(MARKERS), draws, strict=False)):
        height = row + 0.09 * (i - (len(draws) - 1) / 2)
        axis.plot(draw, height, marker, color="black", fillstyle="none")


def draw_table(axis: Axes, numbers: np.ndarray, texts: np.ndarray) -> None:
    """Draw numbers in shades of grey, the larger the darker, and a text on each."""
    greys = axis.imshow(numbers, cmap="Greys", vmin=0, aspect="auto").to_rgba(numbers)
    for (row, column), text in np.ndenumerate(texts):
        shade = readable_on(greys[row, column])
        axis.text(
            column, row, text, ha="center", va="center", color=shade, fontsize=8.5
        )


def name_classes(axis: Axes, class_names: Sequence[str]) -> None:
    """Name the columns of a table by the classes, aslant where names are long."""
    slant = 45 if max(map(len, class_names)) > 1 else 0
    axis.set_xticks(range(len(class_names)), class_names, rotation=slant)


def scale_log(
    axis: Axes, which: str, values: Sequence[float], most: float = math.inf
) -> None:
    """Make x or y logarithmic, with ticks up to `most` that are read at a glance."""
    low, high = min(values) / 1.4, max(values) * 1.4
    for steps in TICKS:
        ticks = [step * 10.0**power for power in range(-2, 5) for step in steps]
        ticks = [tick for tick in ticks if low <= tick <= min(high, most)]
        if len(ticks) > 3:
            break
    names = [f"{tick:,g}" for tick in ticks]
    settings = {"scale": "log", "ticks": ticks, "ticklabels": names, "lim": (low, high)}
    axis.set(**{f"{which}{name}": value for name, value in settings.items()})
    axis.minorticks_off()


def readable_on(color: tuple[float, ...]) -> str:
    """Return "black" or "white", whichever contrasts more with a colour (r, g, b, a).

    By WCAG's measure the contrast is then 4.5 or more, whatever the colour.
    """
    rgb = np.array(color[:3])
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    luminance = linear @ [0.2126, 0.7152, 0.0722]
    # Where (1 + 0.05) / (luminance + 0.05) is (luminance + 0.05) / (0 + 0.05).
    return "black" if luminance > 0.1791 else "white"


def size(image: torch.Tensor) -> str:
    """Return height and width as text."""
    return f"{image.shape[-2]} x {image.shape[-1]}"


def titled(title: str, words: str) -> str:
    """Return the words with the title before them, if there is one."""
    return f"{title}: {words}" if title else words
