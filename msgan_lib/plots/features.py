"""Pictures of what a network computes on the way: maps, footprints, codes."""

from collections.abc import Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import torch
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from msgan_lib.plots.style import draw_image, panels, size, titled
from msgan_lib.plots.telling import told

FRAME = {"fill": False, "linewidth": 1.6, "linestyle": "--", "edgecolor": "black"}


@told
def show_maps(
    maps: dict[str, torch.Tensor], columns: int = 8, titles: Sequence[str] = ()
) -> str:
    """Draw the first feature maps of each entry (channels, height, width), a row each.

    Black is the largest number of a row, white is 0; where a row has numbers below 0,
    grey is 0. `titles` stand below the columns.
    """
    axes = panels(len(maps), columns, 1.1 * columns + 0.6, 1.12 * len(maps) + 0.3)
    for axis, title in zip(axes[-1], titles, strict=False):
        axis.set_xlabel(title, fontsize=9)
    words = []
    for row, (name, level) in zip(axes, maps.items(), strict=True):
        top = max(level.abs().max().item(), 1e-8)
        shades = {"cmap": "gray_r", "vmin": -top if level.min() < 0 else 0, "vmax": top}
        for axis, one in zip(row, level, strict=False):
            draw_image(axis, one, shades)
        row[0].set_ylabel(name, fontsize=9)
        count = len(level)
        words.append(
            f"{name}: {min(count, columns)} of {count} maps of {size(level)}, "
            f"{100 * (level > 0).double().mean():.0f} % of all numbers above 0"
        )
    return "; ".join(words) + "."


@told
def show_footprints(x: torch.Tensor, footprints: dict[str, torch.Tensor]) -> str:
    """Draw an image (1, height, width) with a frame around each footprint, and those.

    A footprint (height, width) says how strongly each pixel counts; the frame holds all
    that are not 0. Dark pixels count most.
    """
    axes = panels(2, len(footprints), 1.9 * len(footprints) + 0.4, 4.1)
    words = []
    for (above, below), (name, footprint) in zip(
        axes.T, footprints.items(), strict=True
    ):
        top, bottom, left, right = frame_of(footprint)
        height, width = bottom - top + 1, right - left + 1
        draw_image(above, x[0], title=f"{name}: {height} x {width}", framed=True)
        strength = footprint.detach().cpu().numpy()
        below.imshow(np.sqrt(strength), cmap="gray_r")  # the root shows faint ones
        below.set_frame_on(True)
        for axis in (above, below):
            corner = (left - 0.5, top - 0.5)
            axis.add_patch(Rectangle(corner, width, height, **FRAME))
        words.append(
            f"{name} sees rows {top} to {bottom} and columns {left} to {right}; half "
            f"of the strength is in {half_of(strength)} of {height * width} pixels"
        )
    for axis, name in zip(axes[:, 0], ("image", "strength"), strict=True):
        axis.set_ylabel(name, fontsize=9)
    return ". ".join(words) + "."


def frame_of(footprint: torch.Tensor) -> tuple[int, int, int, int]:
    """Return the first and last row, the first and last column that are not all 0.

    Raises ValueError for a footprint of zeros.
    """
    rows, columns = footprint.cpu().nonzero(as_tuple=True)
    if not len(rows):
        raise ValueError("the footprint is 0 everywhere: nothing is seen")
    return int(rows.min()), int(rows.max()), int(columns.min()), int(columns.max())


def half_of(strength: np.ndarray) -> int:
    """Return how many of the strongest pixels hold half of the whole strength."""
    shares = np.sort(strength.ravel())[::-1].cumsum() / strength.sum()
    return int((shares < 0.5).sum()) + 1


def draw_codes(
    axis: Axes,
    points: np.ndarray,
    labels: np.ndarray,
    class_names: Sequence[str],
    colors: Sequence[Any],
    **style: float,
) -> None:
    """Draw points (n, 2) as signs of their classes; letters for long names."""
    short = all(len(name) == 1 for name in class_names)
    signs = class_names if short else "abcdefghij"
    for c, name in enumerate(class_names):
        own = points[labels == c].T
        axis.scatter(*own, marker=f"${signs[c]}$", color=colors[c], label=name, **style)
    if not short:
        axis.legend(fontsize=7, ncols=2)
    axis.set(xlabel="first number of the code", ylabel="second number")
    axis.grid()


@told
def show_plane(
    codes: torch.Tensor,
    labels: Sequence[int],
    class_names: Sequence[str],
    title: str = "",
) -> str:
    """Draw codes (n, 2) in their plane, each as the digit (or letter) of its class.

    Classes differ in their sign, so the picture can be read in grey. Names longer than
    one character are drawn as letters, which the legend explains.
    """
    points, labels = codes.detach().cpu().numpy(), np.asarray(labels)
    _, axis = plt.subplots(figsize=(6, 5))
    dark = [[0.6 * part for part in plt.get_cmap("tab10")(c)[:3]] for c in range(10)]
    draw_codes(axis, points, labels, class_names, colors=dark, s=40, linewidths=0.3)
    axis.set_title(title)
    centres = {c: points[labels == c].mean(axis=0).round(1) for c in np.unique(labels)}
    where = ", ".join(
        f"{class_names[c]} ({x:.1f}, {y:.1f})" for c, (x, y) in centres.items()
    )
    return titled(title, f"{len(points)} codes; class means at {where}.")
