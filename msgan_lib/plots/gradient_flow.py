"""Pictures of what steps did to the weights of two networks. Used in lesson 07."""

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from msgan_lib.plots.telling import told
from msgan_lib.training.gradient_flow import ParameterFlow, describe_flow

COLUMNS = ("gradient", "old one", "moved")
SHADES = np.array([1, 3, 2])  # of 4, where there is something: an old one stands out


@told
def show_gradient_flow(steps: Mapping[str, Sequence[ParameterFlow]]) -> str:
    """Draw for each step, by name, what every parameter of the networks got from it.

    A row is a parameter, with the lengths of the gradient that the step gave it, of an
    older one that this was added to, and of its move; empty where there was none. All
    steps watched the same networks.
    """
    rows = _rows(next(iter(steps.values())))
    figure, axes = plt.subplots(
        1, len(steps), sharey=True, squeeze=False,
        figsize=(2.4 + 2.6 * len(steps), 0.6 + 0.23 * len(rows)),
    )  # fmt: skip
    for axis, (title, flows) in zip(axes.flat, steps.items(), strict=True):
        _draw_step(axis, title, _rows(flows))
    figure.get_layout_engine().set(wspace=0.06)
    return " ".join(
        f"{title}: {describe_flow(flows)}" for title, flows in steps.items()
    )


def _rows(flows: Sequence[ParameterFlow]) -> list[tuple[str, ParameterFlow | None]]:
    """Return label and flow of each row; above each network's stands its name."""
    rows: list[tuple[str, ParameterFlow | None]] = []
    last = None
    for flow in flows:
        if flow.network != last:
            rows.append((flow.network.upper(), None))
        last = flow.network
        rows.append((flow.parameter, flow))
    return rows


def _draw_step(
    axis: Axes, title: str, rows: Sequence[tuple[str, ParameterFlow | None]]
) -> None:
    lengths = np.array(
        [
            [flow.gradient, flow.old_gradient, flow.moved] if flow else [0.0] * 3
            for _, flow in rows
        ]
    )
    axis.imshow((lengths > 0) * SHADES, cmap="Greys", vmin=0, vmax=4, aspect="auto")
    for (row, column), length in np.ndenumerate(lengths):
        if length > 0:
            color = "white" if SHADES[column] > 2 else "black"
            axis.text(
                column, row, f"{length:.2g}", ha="center", va="center", fontsize=7,
                color=color,
            )  # fmt: skip
    axis.set_xticks(range(3), COLUMNS)
    axis.set_yticks(range(len(rows)), [label for label, _ in rows], fontsize=8)
    axis.tick_params(length=0, top=True, labeltop=True, bottom=False, labelbottom=False)
    axis.set_title(title)
    # White lines between the cells.
    axis.set_xticks(np.arange(0.5, 2), minor=True)
    axis.set_yticks(np.arange(0.5, len(rows) - 1), minor=True)
    axis.grid(which="minor", color="white", alpha=1, linewidth=2)
    axis.tick_params(which="minor", length=0)
