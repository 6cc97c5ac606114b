"""Pictures that compare methods over draws of labels: costs, and paired differences."""

from collections.abc import Mapping, Sequence
from itertools import cycle

import matplotlib.pyplot as plt
import numpy as np

from msgan_lib.measure import mean_interval
from msgan_lib.plots.curves import MARKERS, scale_percents


def show_errors_and_seconds(
    errors: Mapping[str, Sequence[float]], seconds: Mapping[str, Sequence[float]]
) -> str:
    """Draw test errors in percent against CPU seconds: every draw of labels a marker.

    A method's draws have one marker, empty; a full one is at their means. Both axes are
    logarithmic. What lies to the left and below is cheaper and better.
    """
    figure, axis = plt.subplots(figsize=(6.5, 5.2), layout="constrained")
    words = []
    for i, (name, draws) in enumerate(errors.items()):
        marker, color = MARKERS[i % len(MARKERS)], f"C{i % 10}"
        axis.plot(
            seconds[name], draws, marker, color=color, fillstyle="none", markersize=5,
            alpha=0.7,
        )  # fmt: skip
        mean_seconds, mean_error = np.mean(seconds[name]), np.mean(draws)
        axis.plot(mean_seconds, mean_error, marker, color=color, label=_told(name))
        words.append(f"{_told(name)} {mean_error:.2f} in {mean_seconds:,.0f} s")
    axis.set(xscale="log", xlabel="CPU seconds of the training")
    low, high = axis.get_xlim()
    ticks = [n * 10**power for power in range(5) for n in (1, 2, 5)]
    ticks = [tick for tick in ticks if low <= tick <= high]
    axis.set_xticks(ticks, [f"{tick:,}" for tick in ticks])
    axis.minorticks_off()
    axis.set_ylabel("test error (%)")
    scale_percents(axis, "y", [e for draws in errors.values() for e in draws])
    axis.grid(alpha=0.3)
    figure.legend(fontsize=8, loc="outside lower center", ncols=2)
    return "Mean test errors in percent and CPU seconds: " + "; ".join(words) + "."


def show_differences(differences: Mapping[str, Sequence[float]]) -> str:
    """Draw paired differences of errors in points, a row a comparison.

    Every draw of labels is a marker of its own, the same in each row; the line is the
    95 % interval of their mean. Left of 0 are fewer errors. The axis is linear between
    -1 and 1 and logarithmic beyond, so that small and large effects are seen together.
    A comparison without draws is left out.
    """
    differences = {name: draws for name, draws in differences.items() if draws}
    if not differences:
        return "There is nothing to draw."
    names = list(differences)[::-1]
    figure, axis = plt.subplots(
        figsize=(6.5, 0.5 * len(names) + 1), layout="constrained"
    )
    words = {}
    for row, name in enumerate(names):
        draws = differences[name]
        for marker, difference in zip(cycle(MARKERS), draws, strict=False):
            axis.plot(
                difference, row + 0.12, marker, color="black", fillstyle="none",
                markersize=6,
            )  # fmt: skip
        words[name] = f"{_told(name)} {np.mean(draws):+.2f}"
        if len(draws) > 1:
            mean, low, high = mean_interval(draws)
            axis.plot([low, high], [row - 0.18] * 2, "k-", linewidth=1.5)
            axis.plot(mean, row - 0.18, "k|", markersize=9)
            words[name] += f" ({low:+.2f} to {high:+.2f})"
    axis.axvline(0, color="black", linewidth=0.8, linestyle="--")
    axis.set_xscale("symlog", linthresh=1)
    axis.margins(x=0.08)  # no marker on the frame
    ticks = [-20, -10, -5, -2, -1, -0.5, 0, 0.5, 1, 2, 5, 10, 20]
    low, high = axis.get_xlim()
    ticks = [tick for tick in ticks if low <= tick <= high]
    axis.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    axis.minorticks_off()
    axis.set_yticks(range(len(names)), [_told(name) for name in names])
    axis.set_ylim(-0.6, len(names) - 0.4)
    # Below the whole figure: long names leave an axis too narrow for it.
    figure.supxlabel(
        "difference of test errors (points), one marker per draw of labels",
        fontsize="medium",
    )
    axis.grid(axis="x", alpha=0.3)
    return (
        "Mean differences in points, with 95 % intervals: "
        + "; ".join(words[name] for name in differences)
        + "."
    )


def _told(name: str) -> str:
    return name.replace("_", " ")
