"""Pictures of what games came to: quality, seconds, losses. Used in lesson 07."""

from collections.abc import Mapping, Sequence
from itertools import chain

import matplotlib.pyplot as plt
import numpy as np

from msgan_lib.game_results import rank_correlation
from msgan_lib.plots.style import COLORS, LINES, scale_log
from msgan_lib.plots.telling import told
from msgan_lib.training.recipes import title

MORE_LINES = (*LINES, "-.v", ":*")  # up to eight curves that grey can tell apart
QUALITY = "Fréchet distance (lower is better)"


@told
def show_lines(
    x: Sequence[float], panels: Mapping[str, Mapping[str, Sequence[float]]], xlabel: str
) -> str:
    """Draw curves over the same x: panels[what y is][curve], side by side.

    Panels with the same curves share a legend.
    """
    figure, axes = plt.subplots(
        1, len(panels), figsize=(0.4 + 4.2 * len(panels), 3.4), squeeze=False
    )
    words, every = [], max(1, len(x) // 8)
    for axis, (ylabel, curves) in zip(axes.flat, panels.items(), strict=True):
        told_ends = []
        for i, (name, y) in enumerate(curves.items()):
            # Markers of different curves stand at different places.
            axis.plot(
                x, y, MORE_LINES[i % 8], label=name, color=COLORS[i],
                markevery=(i * every // max(len(curves), 1), every),
            )  # fmt: skip
            told_ends.append(f"{name} from {y[0]:.3g} to {y[-1]:.3g}")
        axis.set(xlabel=xlabel, ylabel=ylabel)
        axis.grid()
        words.append(f"{ylabel}: {', '.join(told_ends)}")
    if len({tuple(curves) for curves in panels.values()}) == 1:
        handles = axes[0, 0].get_legend_handles_labels()
        figure.legend(*handles, loc="outside lower center", ncols=4)
    else:
        for axis in axes.flat:
            axis.legend()
    return (
        f"From {xlabel} {x[0]:,.6g} to {x[-1]:,.6g}. " + "; ".join(words) + "."
    ).replace("..", ".")


@told
def show_quality_by_seconds(
    curves: Mapping[str, Sequence[Mapping[float, float]]],
) -> str:
    """Draw how good images were after so many CPU seconds, a curve a method.

    `curves[method]` has a {CPU seconds: Fréchet distance} for each seed: every seed is
    a dot, and the line goes through their means. Both axes are logarithmic.
    """
    if not curves:
        return "There is nothing to draw."
    figure, axis = plt.subplots(figsize=(7.5, 5.0))
    words = []
    for i, (method, seeds) in enumerate(curves.items()):
        line, color = MORE_LINES[i % 8], COLORS[i]
        for seed in seeds:
            axis.plot(
                list(seed), list(seed.values()), line[-1], markersize=4, color=color,
                fillstyle="none", alpha=0.7,
            )  # fmt: skip
        at = np.mean([list(seed) for seed in seeds], axis=0)
        means = np.mean([list(seed.values()) for seed in seeds], axis=0)
        axis.plot(at, means, line, color=color, label=title(method))
        last = [list(seed.values())[-1] for seed in seeds]
        words.append(
            f"{title(method)} {means[-1]:.0f} ({min(last):.0f} to {max(last):.0f})"
        )
    each = [*chain(*curves.values())]
    scale_log(axis, "x", [*chain(*each)])
    scale_log(axis, "y", [*chain(*(seed.values() for seed in each))])
    axis.set(xlabel="CPU seconds of training", ylabel=QUALITY)
    axis.grid()
    figure.legend(loc="outside lower center", ncols=3)
    return (
        "Fréchet distance at the end, the mean of the seeds and their range: "
        f"{'; '.join(words)}."
    )


@told
def show_rates(searched: Mapping[str, Mapping[float, float]]) -> str:
    """Draw the Fréchet distance over learning rates, `searched[method][rate]`.

    Both axes are logarithmic.
    """
    if not searched:
        return "There is nothing to draw."
    figure, axis = plt.subplots(figsize=(7.5, 4.6))
    words = []
    for i, (method, distances) in enumerate(searched.items()):
        rates = list(distances)
        axis.plot(
            rates, list(distances.values()), MORE_LINES[i % 8], color=COLORS[i],
            label=title(method),
        )  # fmt: skip
        at = ", ".join(f"{distances[rate]:.0f} at {rate:g}" for rate in rates)
        words.append(f"{title(method)} {at}")
    scale_log(axis, "y", [*chain(*(of.values() for of in searched.values()))])
    ticks = sorted(set(chain(*searched.values())))
    axis.set(xscale="log", xlabel="learning rate", ylabel=QUALITY)
    axis.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    axis.minorticks_off()
    axis.grid()
    figure.legend(loc="outside lower center", ncols=3)
    return f"Fréchet distance by learning rate: {'; '.join(words)}."


@told
def show_losses_and_quality(
    games: Mapping[str, Sequence[tuple[float, float, float]]],
) -> str:
    """Draw the Fréchet distance against either network's last loss, a dot a game.

    `games[method]` are (discriminator's loss, generator's loss, Fréchet distance).
    """
    if not games:
        return "There is nothing to draw."
    figure, axes = plt.subplots(1, 2, sharey=True, figsize=(8.5, 4.2))
    every = [*chain(*games.values())]
    for place, (axis, whose) in enumerate(
        zip(axes, ("discriminator", "generator"), strict=True)
    ):
        for i, (method, dots) in enumerate(games.items()):
            axis.plot(
                [dot[place] for dot in dots], [dot[2] for dot in dots],
                MORE_LINES[i % 8][-1], color=COLORS[i], label=title(method),
                fillstyle="full" if i < 8 else "none",
            )  # fmt: skip
        axis.set(xlabel=f"{whose}'s loss at the end")
        axis.grid()
    scale_log(axes[0], "y", [dot[2] for dot in every])
    axes[0].set_ylabel(QUALITY)
    figure.legend(
        *axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=3
    )
    words = f"{len(every)} games of {len(games)} kinds."
    if len(every) < 3:
        return words
    *losses, distances = zip(*every, strict=True)
    ranks = [
        f"with the {whose}'s loss {rank_correlation(loss, distances):+.2f}"
        for whose, loss in zip(("discriminator", "generator"), losses, strict=True)
    ]
    return f"{words} Rank correlation of the Fréchet distance {', '.join(ranks)}."
