"""Pictures of numbers: losses, errors, mistakes."""

from collections.abc import Sequence
from itertools import chain, cycle

import matplotlib.pyplot as plt
import numpy as np

from msgan_lib.plots.style import (
    LINES,
    draw_table,
    mark_draws,
    name_classes,
    name_rows,
    scale_log,
)
from msgan_lib.plots.telling import told
from msgan_lib.training.recipes import title


@told
def show_history(histories: dict[str, list[dict[str, float]]]) -> str:
    """Draw the errors of trainings on development images against their steps."""
    _, axis = plt.subplots(figsize=(6.5, 3.6))
    label, words, every = "error on development images (%)", [], []
    for line, (name, history) in zip(cycle(LINES), histories.items(), strict=False):
        errors = [entry["development_error_percent"] for entry in history]
        axis.plot([entry["step"] for entry in history], errors, line, label=title(name))
        words.append(f"{title(name)} from {errors[0]:.3g} to {errors[-1]:.3g}")
        every += errors
    axis.set(xlabel="training step", ylabel=label)
    scale_log(axis, "y", every, most=100)
    axis.grid()
    axis.legend()
    return f"{label}: {'; '.join(words)}."


@told
def show_errors(
    errors: dict[str, float], intervals: dict[str, tuple[float, float]]
) -> str:
    """Draw test errors in percent as dots with their 95 % intervals, a row a method."""
    _, axis = plt.subplots(figsize=(6.5, 0.45 * len(errors) + 1))
    words = []
    for row, name in enumerate(reversed(errors)):
        error, (low, high) = errors[name], intervals[name]
        axis.plot([low, high], [row, row], "k-")
        axis.plot(error, row, "ko")
        axis.annotate(
            f"{error:.2f}", (error, row), xytext=(0, 6), textcoords="offset points",
            ha="center", fontsize=8,
        )  # fmt: skip
        words.insert(0, f"{title(name)} {error:.2f} ({low:.2f} to {high:.2f})")
    name_rows(
        axis, list(errors), "error on the 10,000 test images (%), with 95 % interval"
    )
    axis.margins(x=0.08)  # room for the last number
    axis.set_xlim(left=0)
    return f"Test errors in percent, with 95 % intervals: {'; '.join(words)}."


@told
def show_draws(errors: dict[str, Sequence[float]]) -> str:
    """Draw test errors in percent of several draws of labels, a row per method.

    Every draw is a marker of its own, the same in each row; the axis is logarithmic.
    """
    if not errors:
        return "There is nothing to draw."
    _, axis = plt.subplots(figsize=(6.5, 0.5 * len(errors) + 1))
    for row, name in enumerate(reversed(errors)):
        mark_draws(axis, row, errors[name])
    name_rows(axis, list(errors), "test error (%), one marker per draw of labels")
    scale_log(axis, "x", [*chain(*errors.values())], most=100)
    words = (
        f"{title(name)} {min(draws):.2f} to {max(draws):.2f}"
        for name, draws in errors.items()
    )
    return f"Test errors in percent over draws of labels: {'; '.join(words)}."


@told
def show_error_curves(
    errors: dict[str, dict[int, Sequence[float]]], xlabel: str = "labelled images"
) -> str:
    """Draw test errors in percent against a count, such as that of labelled images.

    `errors[method][count]` are those of several draws: every draw a small marker, and a
    line through their means. Both axes are logarithmic.
    """
    if not errors:
        return "There is nothing to draw."
    figure, axis = plt.subplots(figsize=(6.5, 4.6))
    words, every, ticks = [], [], sorted(set().union(*errors.values()))
    for i, (name, draws) in enumerate(errors.items()):
        line, counts = LINES[i % len(LINES)], sorted(draws)
        # Beside each other, lest the markers hide each other.
        places = [count * 1.07 ** (i - (len(errors) - 1) / 2) for count in counts]
        means = [float(np.mean(draws[count])) for count in counts]
        (drawn,) = axis.plot(places, means, line, label=title(name))
        for place, count in zip(places, counts, strict=True):
            every += draws[count]
            if len(draws[count]) > 1:
                axis.plot(
                    [place] * len(draws[count]), draws[count], line[-1], markersize=4,
                    color=drawn.get_color(), fillstyle="none", alpha=0.7,
                )  # fmt: skip
        at = (f"{m:.2f} at {c:,}" for m, c in zip(means, counts, strict=True))
        words.append(f"{title(name)} {', '.join(at)}")
    axis.set(xscale="log", xlabel=xlabel, ylabel="test error (%)")
    axis.set_xticks(ticks, [f"{tick:,}" for tick in ticks])
    scale_log(axis, "y", every, most=100)
    axis.grid()
    # Outside: up to six curves leave no room inside.
    figure.legend(loc="outside lower center", ncols=2)
    return f"Mean test errors in percent, by {xlabel}: {'; '.join(words)}."


@told
def show_confusion(counts: np.ndarray, class_names: Sequence[str]) -> str:
    """Draw a confusion matrix (10, 10): mistakes only, the true class in rows."""
    mistakes = counts.copy()
    np.fill_diagonal(mistakes, 0)
    _, axis = plt.subplots(figsize=(4.6, 4.2))
    draw_table(axis, mistakes, np.where(mistakes, mistakes.astype(str), ""))
    axis.set_aspect("equal")
    name_classes(axis, class_names)
    axis.set_yticks(range(len(class_names)), class_names)
    axis.set(xlabel="predicted class", ylabel="true class", title="mistakes")
    row, column = np.unravel_index(mistakes.argmax(), mistakes.shape)
    return (
        f"{mistakes.sum()} mistakes; the most frequent: {class_names[row]} read as "
        f"{class_names[column]}, {mistakes[row, column]} times."
    )
