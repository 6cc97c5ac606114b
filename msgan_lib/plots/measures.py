"""Pictures of what generated images are worth. Used in lesson 08."""

from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np
import torch
from matplotlib.patches import Circle, Rectangle

from msgan_lib.game_results import rank_correlation
from msgan_lib.neighbourhoods import neighbourhood_measures
from msgan_lib.plots.style import COLORS, MARKERS, draw_image, scale_log, titled
from msgan_lib.plots.telling import told

SHARES = ("precision", "recall", "density", "coverage")  # the larger, the better
SHARE_APART = 0.1  # a share that differs by more from real images' is noticed
TIMES_APART = 2.0  # as is a distance or an error that is so many times another
GREY = "0.75"


def _spelt(measure: str) -> str:
    return measure.replace("_", " ").replace("frechet", "Fréchet")


def noticed(measure: str, value: float, reference: float) -> int:
    """Return -1 if a value is worse than that of real images, 1 if better, else 0.

    Shares are compared by their difference, 0.1 being much, others by their ratio, 2
    being much.
    """
    if measure in SHARES:
        apart = (value - reference) / SHARE_APART
    else:
        apart = np.log(max(reference, 1e-9) / max(value, 1e-9)) / np.log(TIMES_APART)
    return int(np.sign(apart)) if abs(apart) > 1 else 0


@told
def show_measures(rows: Mapping[str, Mapping[str, float]], title: str = "") -> str:
    """Draw a table of measures, rows[set of images][measure]; the first row is real.

    What is much worse than the first row is grey, what is much better is framed.
    """
    names, measures = list(rows), list(next(iter(rows.values())))
    _, axis = plt.subplots(figsize=(8.6, 0.34 * len(names) + 0.7))
    axis.set(xlim=(0, len(measures)), ylim=(len(names), 0), title=title)
    axis.set_xticks(np.arange(len(measures)) + 0.5, [_spelt(n) for n in measures])
    axis.set_yticks(np.arange(len(names)) + 0.5, names)
    axis.xaxis.tick_top()
    axis.tick_params(length=0)
    words = []
    for row, (name, values) in enumerate(rows.items()):
        cells = []
        for column, (measure, value) in enumerate(values.items()):
            said = noticed(measure, value, rows[names[0]][measure])
            if said < 0:
                axis.add_patch(Rectangle((column, row), 1, 1, color=GREY, linewidth=0))
            if said > 0:
                corner = (column + 0.04, row + 0.1)
                axis.add_patch(Rectangle(corner, 0.92, 0.8, fill=False, linewidth=1.8))
            text = f"{value:.2f}" if measure in SHARES else f"{value:,.3g}"
            where = (column + 0.5, row + 0.5)
            axis.text(*where, text, ha="center", va="center", fontsize=9)
            cells.append(text + ("", " (better)", " (worse)")[said])
        words.append(f"{name} {', '.join(cells)}")
    columns = ", ".join(map(_spelt, measures))
    return titled(title, f"{columns}: {'; '.join(words)}.")


@told
def show_neighbourhoods(real: torch.Tensor, fake: torch.Tensor, k: int) -> str:
    """Draw points (n, 2) and (m, 2) with the neighbourhoods of the real ones.

    A fake in some neighbourhood is full, one in none is empty; a real point is full if
    its neighbourhood holds a fake, and empty otherwise.
    """
    measured = neighbourhood_measures(real, fake, k)
    radius = torch.cdist(real, real).kthvalue(k + 1, dim=1).values
    inside = torch.cdist(real, fake) < radius[:, None]  # (n, m)
    _, axis = plt.subplots(figsize=(7.2, 4.2))
    for (x, y), reach in zip(real.tolist(), radius.tolist(), strict=True):
        axis.add_patch(Circle((x, y), reach, color="tab:blue", alpha=0.08))
        axis.add_patch(Circle((x, y), reach, fill=False, color="0.6", linewidth=0.6))
    for points, full, marker, color, name in (
        (real, inside.any(dim=1), "o", "tab:blue", "real"),
        (fake, inside.any(dim=0), "^", "tab:orange", "generated"),
    ):
        for chosen, style, said in ((full, "full", ""), (~full, "none", "un")):
            what = {"real": "covered", "generated": "inside"}[name]
            what = {"uncovered": "not covered", "uninside": "outside"}.get(
                said + what, what
            )
            axis.plot(
                *points[chosen].T, marker, color=color, fillstyle=style, markersize=7,
                linestyle="none", label=f"{name}, {what}",
            )  # fmt: skip
    axis.set(aspect="equal", xticks=[], yticks=[])
    axis.legend(loc="center left", bbox_to_anchor=(1, 0.5))
    return (
        f"{len(real)} real points with neighbourhoods of k = {k}, "
        f"{int(inside.any(dim=1).sum())} of them covered; {len(fake)} generated "
        f"points, {int(inside.any(dim=0).sum())} of them inside. Precision "
        f"{measured.precision:.2f}, density {measured.density:.2f}, coverage "
        f"{measured.coverage:.2f}, recall {measured.recall:.2f}."
    )


@told
def show_spoilt(
    x: torch.Tensor,
    values: Mapping[str, float],
    reference: Mapping[str, float],
    name: str,
) -> str:
    """Draw some images of a set, and its measures beside those of real images."""
    figure = plt.figure(figsize=(8.6, 3.2))
    upper, lower = figure.subfigures(2, 1, height_ratios=(1, 2))
    for axis, image in zip(upper.subplots(1, 10), x[:10, 0], strict=True):
        axis.set(xticks=[], yticks=[])
        draw_image(axis, image)
    far, shares = lower.subplots(1, 2, width_ratios=(1, 2))
    _bars(far, ["frechet_distance"], values, reference)
    _bars(shares, list(SHARES), values, reference)
    shares.set(xlim=(0, 1.6), xticks=np.arange(0, 1.3, 0.2))
    far.set_xscale("log")
    far.set_xlim(1, 1_000)
    shares.legend(loc="center right")
    told_values = ", ".join(
        f"{_spelt(what)} {values[what]:.3g} (real {reference[what]:.3g})"
        for what in ("frechet_distance", *SHARES)
    )
    return f"{name}: {told_values}."


def _bars(axis, names, values, reference):
    places = np.arange(len(names))
    axis.barh(
        places,
        [values[n] for n in names],
        height=0.55,
        color=GREY,
        label="these images",
    )
    axis.plot(
        [reference[n] for n in names], places, "k|", markersize=18, label="real images"
    )
    axis.set_yticks(places, [_spelt(n) for n in names])
    axis.set_ylim(len(names) - 0.4, -0.6)


@told
def show_against(
    sets: Mapping[str, Mapping[str, float]],
    y: str,
    marked: Mapping[str, str],
    ylabel: str,
) -> str:
    """Draw one measure of sets of images against each other one, a dot a set.

    `sets[name][measure]`; `marked[name]` is the kind of a set, which gives its marker.
    The y axis is logarithmic. The words hold the correlation of ranks.
    """
    measures = [name for name in next(iter(sets.values())) if name != y]
    figure, axes = plt.subplots(
        1, len(measures), sharey=True, figsize=(9, 3.4), squeeze=False
    )
    words = []
    for axis, measure in zip(axes[0], measures, strict=True):
        for i, kind in enumerate(dict.fromkeys(marked.values())):
            dots = [of for name, of in sets.items() if marked[name] == kind]
            axis.plot(
                [of[measure] for of in dots], [of[y] for of in dots], MARKERS[i],
                color=COLORS[i], fillstyle="none" if i else "full", label=kind,
            )  # fmt: skip
        xs, ys = ([of[what] for of in sets.values()] for what in (measure, y))
        words.append(f"{_spelt(measure)} {rank_correlation(xs, ys):+.2f}")
        axis.set_xlabel(_spelt(measure))
        if measure not in SHARES:
            scale_log(axis, "x", xs)
        axis.grid()
    scale_log(axes[0, 0], "y", [of[y] for of in sets.values()])
    axes[0, 0].set_ylabel(ylabel)
    figure.legend(
        *axes[0, 0].get_legend_handles_labels(), loc="outside lower center", ncols=3
    )
    return (
        f"{len(sets)} sets of images. Rank correlation with {ylabel}: "
        f"{', '.join(words)}."
    )
