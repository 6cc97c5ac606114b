"""Pictures of numbers: losses, errors, mistakes."""

from collections.abc import Sequence
from itertools import cycle

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from msgan_lib.plots.telling import readable_on, told
from msgan_lib.training.recipes import title

LINES = ("-o", "--s", "-.^", ":D", "-x", "--P")
MARKERS = "osD^vP*X<>hp"  # a draw of labels has the same one in every picture
# Ticks of a logarithmic axis, between 1 and 10; few for a long axis.
TICKS = ((1, 2, 5), (1, 1.5, 2, 3, 5, 7), (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9))


def scale_percents(axis: Axes, which: str, values: Sequence[float]) -> None:
    """Make x or y logarithmic, with ticks that are read at a glance, about `values`."""
    low, high = min(values) / 1.4, max(values) * 1.4
    for steps in TICKS:
        ticks = [step * 10.0**power for power in range(-2, 3) for step in steps]
        ticks = [tick for tick in ticks if low <= tick <= min(high, 100)]
        if len(ticks) > 3:
            break
    axis.set(**{f"{which}scale": "log"})
    names = [f"{tick:g}" for tick in ticks]
    axis.set(**{f"{which}ticks": ticks, f"{which}ticklabels": names})
    axis.minorticks_off()
    axis.set(**{f"{which}lim": (low, high)})


def heights(row: float, count: int) -> list[float]:
    """Return where the markers of a row's draws stand: apart, lest they hide others."""
    return [row + 0.09 * (i - (count - 1) / 2) for i in range(count)]


@told
def show_history(histories: dict[str, list[dict[str, float]]]) -> str:
    """Draw the errors of trainings on development images against their steps."""
    _, axis = plt.subplots(figsize=(6.5, 3.6), layout="constrained")
    key, words, every = "development_error_percent", [], []
    for line, (name, history) in zip(cycle(LINES), histories.items(), strict=False):
        errors = [entry[key] for entry in history]
        steps = [entry["step"] for entry in history]
        axis.plot(steps, errors, line, label=title(name), markersize=3.5)
        words.append(f"{title(name)} from {errors[0]:.3g} to {errors[-1]:.3g}")
        every += errors
    axis.set(xlabel="training step", ylabel="error on development images (%)")
    scale_percents(axis, "y", every)
    axis.grid(alpha=0.3)
    axis.legend(fontsize=8)
    return "error on development images (%): " + "; ".join(words) + "."


@told
def show_errors(
    errors: dict[str, float], intervals: dict[str, tuple[float, float]]
) -> str:
    """Draw test errors in percent as dots with their 95 % intervals, a row a method."""
    names = list(errors)[::-1]
    _, axis = plt.subplots(figsize=(6.5, 0.45 * len(names) + 1), layout="constrained")
    for row, name in enumerate(names):
        low, high = intervals[name]
        axis.plot([low, high], [row, row], "k-", linewidth=1.5)
        axis.plot(errors[name], row, "ko", markersize=6)
        axis.annotate(
            f"{errors[name]:.2f}",
            (errors[name], row),
            xytext=(0, 6),
            textcoords="offset points",
            ha="center",
            fontsize=8,
        )
    axis.set_yticks(range(len(names)), map(title, names))
    axis.set_ylim(-0.5, len(names) - 0.3)
    axis.set(xlabel="error on the 10,000 test images (%), with 95 % interval")
    axis.margins(x=0.08)  # room for the last number
    axis.set_xlim(left=0)
    axis.grid(axis="x", alpha=0.3)
    rows = (
        "{} {:.2f} ({:.2f} to {:.2f})".format(title(name), error, *intervals[name])
        for name, error in errors.items()
    )
    return "Test errors in percent, with 95 % intervals: " + "; ".join(rows) + "."


@told
def show_draws(errors: dict[str, Sequence[float]]) -> str:
    """Draw test errors in percent of several draws of labels, a row per method.

    Every draw is a marker of its own, the same in each row; the axis is logarithmic.
    """
    if not errors:
        return "There is nothing to draw."
    names = list(errors)[::-1]
    figure, axis = plt.subplots(
        figsize=(6.5, 0.5 * len(names) + 1), layout="constrained"
    )
    for row, name in enumerate(names):
        places = zip(errors[name], heights(row, len(errors[name])), strict=True)
        for marker, place in zip(cycle(MARKERS), places, strict=False):
            axis.plot(*place, marker, color="black", fillstyle="none", markersize=6)
    axis.set_yticks(range(len(names)), map(title, names))
    axis.set_ylim(-0.5, len(names) - 0.5)
    scale_percents(axis, "x", [error for draws in errors.values() for error in draws])
    # Of the figure: beside long names the axis is short.
    figure.supxlabel("test error (%), one marker per draw of labels", fontsize="medium")
    axis.grid(axis="x", alpha=0.3)
    rows = (
        f"{title(name)} {min(draws):.2f} to {max(draws):.2f}"
        for name, draws in errors.items()
    )
    return "Test errors in percent over draws of labels: " + "; ".join(rows) + "."


@told
def show_error_curves(
    errors: dict[str, dict[int, Sequence[float]]], xlabel: str = "labelled images"
) -> str:
    """Draw test errors in percent against a count, such as that of labelled images.

    `errors[method][count]` are those of several draws: every draw a small marker, and a
    line through their means. Both axes are logarithmic.
    """
    figure, axis = plt.subplots(figsize=(6.5, 4.6), layout="constrained")
    words, ticks = [], set()
    for i, (name, draws) in enumerate(errors.items()):
        line = LINES[i % len(LINES)]
        counts = sorted(draws)
        ticks |= set(counts)
        # Beside each other, lest the markers hide each other.
        at = [count * 1.07 ** (i - (len(errors) - 1) / 2) for count in counts]
        means = [float(np.mean(draws[count])) for count in counts]
        (drawn,) = axis.plot(at, means, line, label=title(name), markersize=5)
        for place, count in zip(at, counts, strict=True):
            if len(draws[count]) > 1:
                axis.plot(
                    [place] * len(draws[count]), draws[count], line[-1], markersize=4,
                    color=drawn.get_color(), fillstyle="none", alpha=0.7,
                )  # fmt: skip
        told = (f"{m:.2f} at {c:,}" for m, c in zip(means, counts, strict=True))
        words.append(f"{title(name)} {', '.join(told)}")
    if not words:
        plt.close()
        return "There is nothing to draw."
    axis.set(xscale="log", xlabel=xlabel, ylabel="test error (%)")
    axis.set_xticks(sorted(ticks), [f"{tick:,}" for tick in sorted(ticks)])
    every = [e for of in errors.values() for draws in of.values() for e in draws]
    scale_percents(axis, "y", every)
    axis.grid(alpha=0.3)
    # Outside: up to six curves leave no room inside.
    figure.legend(fontsize=8, loc="outside lower center", ncols=2)
    return f"Mean test errors in percent, by {xlabel}: " + "; ".join(words) + "."


@told
def show_confusion(counts: np.ndarray, class_names: Sequence[str]) -> str:
    """Draw a confusion matrix (10, 10): mistakes only, the true class in rows."""
    mistakes = counts.copy()
    np.fill_diagonal(mistakes, 0)
    _, axis = plt.subplots(figsize=(4.6, 4.2), layout="constrained")
    shades = axis.imshow(mistakes, cmap="Greys").to_rgba(mistakes)
    for row, column in np.argwhere(mistakes):
        shade = readable_on(shades[row, column])
        axis.text(
            column, row, mistakes[row, column], ha="center", va="center", color=shade,
            fontsize=8,
        )  # fmt: skip
    ticks = range(len(class_names))
    axis.set_xticks(ticks, class_names, rotation=45 if len(class_names[0]) > 1 else 0)
    axis.set_yticks(ticks, class_names)
    axis.set(xlabel="predicted class", ylabel="true class", title="mistakes")
    row, column = np.unravel_index(mistakes.argmax(), mistakes.shape)
    return (
        f"{mistakes.sum()} mistakes; the most frequent: {class_names[row]} read as "
        f"{class_names[column]}, {mistakes[row, column]} times."
    )
