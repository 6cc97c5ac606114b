"""Pictures of images."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
import torch

from msgan_lib.plots.telling import told

GREYS = {"cmap": "gray_r", "vmin": 0, "vmax": 1}  # dark ink on white paper
SIGNED = {"cmap": "gray_r", "vmin": -1, "vmax": 1}  # grey for 0


@told
def show_images(
    x: torch.Tensor,
    titles: Sequence[str] | None = None,
    columns: int = 10,
    title: str = "",
) -> str:
    """Draw images (n, 1, height, width) from 0 to 1 in a grid, row by row."""
    rows = -(-len(x) // columns)
    figure, axes = plt.subplots(
        rows,
        columns,
        figsize=(0.85 * columns, (1.1 if titles else 0.9) * rows + 0.3),
        squeeze=False,
        layout="constrained",
    )
    for axis in axes.flat:
        axis.axis("off")
    for i, (axis, image) in enumerate(zip(axes.flat, _pixels(x), strict=False)):
        axis.imshow(image, **GREYS)
        if titles:
            axis.set_title(titles[i], fontsize=8, pad=2)
    figure.suptitle(title, fontsize=10)
    height, width = x.shape[-2:]
    words = (
        f"{title + ': ' if title else ''}{len(x)} images of {height} x {width} pixels"
    )
    return f"{words}, {columns} in a row."


@told
def show_pyramid(levels: Sequence[torch.Tensor], title: str = "") -> str:
    """Draw one pyramid of the first image of each level, finest first.

    Levels that go below 0 (Laplacian) are drawn with grey for 0.
    """
    figure, axes = plt.subplots(
        1,
        len(levels),
        figsize=(1.9 * len(levels), 2.2),
        squeeze=False,
        layout="constrained",
    )
    for axis, level in zip(axes.flat, levels, strict=True):
        image = _pixels(level)[0]
        axis.imshow(image, **shades(level[:1]))
        axis.set_title(f"{image.shape[0]} x {image.shape[1]}", fontsize=9)
        axis.axis("off")
    figure.suptitle(title, fontsize=10)
    sides = ", ".join(str(level.shape[-1]) for level in levels)
    return f"{title + ': ' if title else ''}{len(levels)} levels with sides {sides}."


@told
def show_rows(
    rows: dict[str, torch.Tensor], titles: Sequence[str] = (), title: str = ""
) -> str:
    """Draw rows of images one below the other, (n, 1, height, width) with a name each.

    Rows may differ in size; `titles` stand above the columns. A row that goes below 0
    is drawn from -1 to 1, with grey for 0.
    """
    columns = max(map(len, rows.values()))
    figure, axes = plt.subplots(
        len(rows),
        columns,
        figsize=(1.25 * columns + 1.4, 1.25 * len(rows) + 0.5),
        squeeze=False,
        layout="constrained",
    )
    for axis in axes.flat:
        axis.set(xticks=[], yticks=[], frame_on=False)
    words = []
    for row, (name, x) in zip(axes, rows.items(), strict=True):
        row[0].set_ylabel(name, fontsize=9, rotation=0, ha="right", va="center")
        for axis, image in zip(row, _pixels(x), strict=False):
            axis.imshow(image, **shades(x))
            axis.set_frame_on(True)
        words.append(f"{name} ({x.shape[-2]} x {x.shape[-1]} pixels)")
    for axis, name in zip(axes[0], titles, strict=False):
        axis.set_title(name, fontsize=9)
    figure.suptitle(title, fontsize=10)
    told = "; ".join(words).replace("\n", " ")
    above = f", from left to right {', '.join(titles)}" if titles else ""
    return f"{title + ': ' if title else ''}{told}; {columns} in a row{above}."


@told
def show_real_and_fake(x_real: torch.Tensor, x_fake: torch.Tensor) -> str:
    """Draw real images above generated ones, in two rows each."""
    n = min(len(x_real), len(x_fake), 20)
    _, axes = plt.subplots(4, 10, figsize=(8.5, 3.9), layout="constrained")
    for axis in axes.flat:
        axis.set(xticks=[], yticks=[], frame_on=False)
    for first_row, name, x in ((0, "real", x_real), (2, "generated", x_fake)):
        rows = axes[first_row : first_row + 2]
        rows[0, 0].set_ylabel(name, fontsize=9)
        for axis, image in zip(rows.flat, _pixels(x[:n]), strict=False):
            axis.imshow(image, **GREYS)
    return f"{n} real images in the upper rows, {n} generated ones in the lower rows."


@told
def show_classified(
    x: torch.Tensor,
    labels: Sequence[int],
    predictions: Sequence[int],
    class_names: Sequence[str],
    title: str = "",
) -> str:
    """Draw images with the class they were given; wrong ones framed, with the truth.

    At most 20 are drawn. This is the article's figure of classified digits, with the
    mistakes in it.
    """
    n = min(len(x), 20)
    figure, axes = plt.subplots(
        -(-n // 10), 10, figsize=(8.5, 1.25 * -(-n // 10) + 0.3), squeeze=False,
        layout="constrained",
    )  # fmt: skip
    for axis in axes.flat:
        axis.axis("off")
    pairs = zip(axes.flat, _pixels(x[:n]), labels, predictions, strict=False)
    for axis, image, label, prediction in pairs:
        axis.imshow(image, **GREYS)
        name = class_names[prediction]
        if label == prediction:
            axis.set_title(name, fontsize=9, pad=3)
        else:
            axis.set_title(f"{name}, not {class_names[label]}", fontsize=7, pad=3)
            axis.axis("on")
            axis.set(xticks=[], yticks=[])
            for side in axis.spines.values():
                side.set(linewidth=2.5, linestyle="--")
    figure.suptitle(title, fontsize=10)
    wrong = [
        f"{class_names[label]} read as {class_names[prediction]}"
        for label, prediction in list(zip(labels, predictions, strict=True))[:n]
        if label != prediction
    ]
    mistakes = "; ".join(wrong) if wrong else "none wrong"
    return f"{title + ': ' if title else ''}{n} classified images, {mistakes}."


def shades(x: torch.Tensor) -> dict[str, object]:
    """Return how images are drawn: white for 0, or grey for 0 if some are below 0."""
    return GREYS if x.min() >= 0 else SIGNED


def _pixels(x: torch.Tensor) -> np.ndarray:
    """Return images (n, 1, height, width) as an array (n, height, width)."""
    return x.detach().cpu().numpy()[:, 0]
