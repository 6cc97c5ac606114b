"""Pictures that compare methods over draws of labels: costs, and paired differences."""

from collections.abc import Mapping, Sequence
from itertools import cycle

import matplotlib.pyplot as plt
import numpy as np

from msgan_lib.intervals import t_test
from msgan_lib.plots.curves import MARKERS, heights, scale_percents
from msgan_lib.plots.telling import told

CLOSE = 0.3  # points: what a picture of differences shows larger


@told
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


@told
def show_differences(
    differences: Mapping[str, Sequence[float]], close: float | None = CLOSE
) -> str:
    """Draw paired differences of errors in points, a row a comparison.

    Every draw of labels is a marker of its own, the same in each row; the line is the
    95 % interval of their mean. Left of 0 are fewer errors. On the left is all that
    there is, on the right what lies within `close` points of 0, larger; with None there
    is no right part. A comparison without draws is left out.
    """
    differences = {name: draws for name, draws in differences.items() if draws}
    if not differences:
        return "There is nothing to draw."
    names = list(differences)[::-1]
    titles = ["all"] if close is None else ["all", "close to 0"]
    figure, axes = plt.subplots(
        1, len(titles), figsize=(9, 0.5 * len(names) + 1), squeeze=False, sharey=True,
        layout="constrained",
    )  # fmt: skip
    axes = axes[0]
    words = {}
    for row, name in enumerate(names):
        draws = differences[name]
        test = t_test(draws)
        words[name] = f"{_told(name)} {test.mean:+.2f}"
        if test.low is not None:
            words[name] += f" ({test.low:+.2f} to {test.high:+.2f})"
        for axis in axes:
            places = zip(draws, heights(row + 0.12, len(draws)), strict=True)
            for marker, place in zip(cycle(MARKERS), places, strict=False):
                axis.plot(*place, marker, color="black", fillstyle="none", markersize=5)
            if test.low is not None:
                axis.plot([test.low, test.high], [row - 0.3] * 2, "k-", linewidth=1.5)
                axis.plot(test.mean, row - 0.3, "k|", markersize=9)
    for axis, title in zip(axes, titles, strict=True):
        axis.axvline(0, color="black", linewidth=0.8, linestyle="--")
        axis.set_title(title if len(titles) > 1 else "", fontsize="medium")
        axis.grid(axis="x", alpha=0.3)
    axes[0].margins(x=0.08)  # no marker on the frame
    if close is not None:
        axes[1].set_xlim(-close, close)
    axes[0].set_yticks(range(len(names)), [_told(name) for name in names])
    axes[0].set_ylim(-0.6, len(names) - 0.4)
    figure.supxlabel(
        "difference of test errors (points), one marker per draw of labels",
        fontsize="medium",
    )
    return (
        "Mean differences in points, with 95 % intervals: "
        + "; ".join(words[name] for name in differences)
        + "."
    )


def _told(name: str) -> str:
    return name.replace("_", " ")
