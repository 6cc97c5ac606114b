"""Pictures of images."""

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from matplotlib.patches import Rectangle

from msgan_lib.plots.style import draw_image, panels, shades_of, size, titled
from msgan_lib.plots.telling import told


@told
def show_images(
    x: torch.Tensor,
    titles: Sequence[str] | None = None,
    columns: int = 10,
    title: str = "",
) -> str:
    """Draw images (n, 1, height, width) from 0 to 1 in a grid, row by row."""
    rows = -(-len(x) // columns)
    height = (1.1 if titles else 0.9) * rows + 0.3
    axes = panels(rows, columns, 0.85 * columns, height, title)
    titles = titles or [""] * len(x)
    for axis, image, name in zip(axes.flat, x[:, 0], titles, strict=False):
        draw_image(axis, image, title=name)
    return titled(title, f"{len(x)} images of {size(x)} pixels, {columns} in a row.")


@told
def show_sheet(x: torch.Tensor, columns: int = 20, title: str = "") -> str:
    """Draw many images (n, 1, height, width) from 0 to 1 on one sheet, row by row.

    On a single pair of axes, so a hundred take no longer than one.
    """
    words = f"{len(x)} images of {size(x)} pixels, {columns} in a row."
    rows = -(-len(x) // columns)
    x = F.pad(x[:, 0], (1, 1, 1, 1))  # white lines between images
    x = F.pad(x, (0, 0, 0, 0, 0, rows * columns - len(x)))  # and white in the last row
    sheet = x.unflatten(0, (rows, columns)).movedim(2, 1)  # row, y, column, x
    axis = panels(1, 1, 9, 9 * rows / columns + 0.2, title)[0, 0]
    draw_image(axis, sheet.flatten(2).flatten(0, 1))
    return titled(title, words)


@told
def show_pyramid(levels: Sequence[torch.Tensor], title: str = "") -> str:
    """Draw one pyramid of the first image of each level, finest first.

    Levels that go below 0 (Laplacian) are drawn with grey for 0.
    """
    (axes,) = panels(1, len(levels), 1.9 * len(levels), 2.2, title)
    for axis, level in zip(axes, levels, strict=True):
        draw_image(axis, level[0, 0], shades_of(level[:1]), size(level))
    sides = ", ".join(str(level.shape[-1]) for level in levels)
    return titled(title, f"{len(levels)} levels with sides {sides}.")


@told
def show_rows(
    rows: dict[str, torch.Tensor], titles: Sequence[str] = (), title: str = ""
) -> str:
    """Draw rows of images one below the other, (n, 1, height, width) with a name each.

    Rows may differ in size; `titles` stand above the columns. A row that goes below 0
    is drawn from -1 to 1, with grey for 0.
    """
    columns = max(map(len, rows.values()))
    # On a single pair of axes: fifty of them would take a second.
    axis = panels(1, 1, 1.25 * columns + 1.4, 1.25 * len(rows) + 0.5, title)[0, 0]
    words = []
    for row, (name, x) in enumerate(rows.items()):
        high, wide = (0.92 * side / max(x.shape[-2:]) for side in x.shape[-2:])
        for column, image in enumerate(x[:, 0]):
            left, top = column - wide / 2, row - high / 2
            place = {"extent": (left, left + wide, top + high, top)}
            draw_image(axis, image, shades_of(x) | place)
            frame = Rectangle((left, top), wide, high, fill=False, linewidth=0.8)
            axis.add_patch(frame)
        words.append(f"{name} ({size(x)} pixels)".replace("\n", " "))
    axis.set_xticks(range(len(titles)), titles, fontsize=9)
    axis.set_yticks(range(len(rows)), rows, fontsize=9)
    axis.tick_params(length=0, labeltop=True, labelbottom=False)
    axis.set(xlim=(-0.5, columns - 0.5), ylim=(len(rows) - 0.5, -0.5))
    above = f", from left to right {', '.join(titles)}" if titles else ""
    return titled(title, f"{'; '.join(words)}; {columns} in a row{above}.")


@told
def show_real_and_fake(x_real: torch.Tensor, x_fake: torch.Tensor) -> str:
    """Draw real images above generated ones, in two rows each."""
    n = min(len(x_real), len(x_fake), 20)
    upper, lower = panels(4, 10, 8.5, 3.9).reshape(2, 20)
    for axes, name, x in ((upper, "real", x_real), (lower, "generated", x_fake)):
        axes[0].set_ylabel(name, fontsize=9)
        for axis, image in zip(axes, x[:n, 0], strict=False):
            draw_image(axis, image)
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
    rows = -(-n // 10)
    axes, mistakes = panels(rows, 10, 8.5, 1.25 * rows + 0.3, title), []
    for axis, image, label, prediction in zip(
        axes.flat, x[:n, 0], labels, predictions, strict=False
    ):
        draw_image(axis, image, title=class_names[prediction])
        if label != prediction:
            truth, name = class_names[label], class_names[prediction]
            axis.set_title(f"{name}, not {truth}", fontsize=7)
            axis.set_frame_on(True)
            axis.spines[:].set(linewidth=2.5, linestyle="--")
            mistakes.append(f"{truth} read as {name}")
    return titled(
        title, f"{n} classified images, {'; '.join(mistakes) or 'none wrong'}."
    )
