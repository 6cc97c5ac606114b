"""Pictures that compare methods over draws of labels: costs, and paired differences."""

from collections.abc import Mapping, Sequence
from itertools import chain

import matplotlib.pyplot as plt
import numpy as np

from msgan_lib.intervals import t_test
from msgan_lib.plots.style import (
    MARKERS,
    mark_draws,
    name_rows,
    scale_log,
)
from msgan_lib.plots.telling import told
from msgan_lib.training.recipes import title

CLOSE = 0.3  # points: what a picture of differences shows larger


@told
def show_errors_and_seconds(
    errors: Mapping[str, Sequence[float]], seconds: Mapping[str, Sequence[float]]
) -> str:
    """Draw test errors in percent against CPU seconds: every draw of labels a marker.

    A method's draws have one marker, empty; a full one is at their means. Both axes are
    logarithmic. What lies to the left and below is cheaper and better.
    """
    figure, axis = plt.subplots(figsize=(6.5, 5.2))
    words = []
    for i, (name, draws) in enumerate(errors.items()):
        marker, color = MARKERS[i % len(MARKERS)], f"C{i % 10}"
        hollow = {"fillstyle": "none", "alpha": 0.7}
        axis.plot(seconds[name], draws, marker, color=color, **hollow)
        mean_seconds, mean_error = np.mean(seconds[name]), np.mean(draws)
        axis.plot(
            mean_seconds, mean_error, marker, color=color, markersize=6,
            label=title(name),
        )  # fmt: skip
        words.append(f"{title(name)} {mean_error:.2f} in {mean_seconds:,.0f} s")
    axis.set(xlabel="CPU seconds of the training", ylabel="test error (%)")
    scale_log(axis, "x", [*chain(*seconds.values())])
    scale_log(axis, "y", [*chain(*errors.values())], most=100)
    axis.grid()
    figure.legend(loc="outside lower center", ncols=2)
    return "Mean test errors in percent and CPU seconds: " + "; ".join(words) + "."


@told
def show_differences(
    differences: Mapping[str, Sequence[float]],
    close: float | None = CLOSE,
    what: str = "test errors (points)",
    each: str = "draw of labels",
) -> str:
    """Draw paired differences of errors in points, or of `what`, a row a comparison.

    Every draw of labels, or `each`, is a marker of its own, the same in each row; the
    line is the 95 % interval of their mean. Left of 0 are fewer errors. On the left is
    all that there is, on the right what lies within `close` points of 0, larger; with
    None there is no right part. A comparison without draws is left out.
    """
    differences = {name: draws for name, draws in differences.items() if draws}
    if not differences:
        return "There is nothing to draw."
    titles = [""] if close is None else ["all", "close to 0"]
    _, (axes,) = plt.subplots(
        1, len(titles), figsize=(9, 0.5 * len(differences) + 1), squeeze=False,
        sharey=True,
    )  # fmt: skip
    tests = {name: t_test(draws) for name, draws in differences.items()}
    for axis, heading in zip(axes, titles, strict=True):
        for row, (name, test) in enumerate(reversed(tests.items())):
            mark_draws(axis, row + 0.12, differences[name])
            if test.low is not None:
                axis.plot([test.low, test.high], [row - 0.3] * 2, "k-")
                axis.plot(test.mean, row - 0.3, "k|", markersize=9)
        axis.axvline(0, color="black", linewidth=0.8, linestyle="--")
        axis.set_title(heading)
        xlabel = f"difference of {what}, one marker per {each}"
        name_rows(axis, list(differences), xlabel)
    axes[0].margins(x=0.08)  # no marker on the frame
    if close is not None:
        axes[1].set_xlim(-close, close)
    words = (
        ", ".join(title(name).splitlines())
        + f" {test.mean:+.2f}"
        + (f" ({test.low:+.2f} to {test.high:+.2f})" if test.low is not None else "")
        for name, test in tests.items()
    )
    unit = "in points" if what.endswith("(points)") else f"of {what}"
    return f"Mean differences {unit}, with 95 % intervals: {'; '.join(words)}."
