"""Boxes, words and arrows, placed in inches: what drawings are made of."""

import textwrap
from collections.abc import Iterable, Mapping

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

LETTERS = 8.5  # points
LINE = 0.15  # inches that a line of such letters takes
FILLED = {"facecolor": "#cfe3f3", "edgecolor": "black"}  # light, in grey too
PLAIN = {"facecolor": "white", "edgecolor": "black"}
VALUES = {"arrowstyle": "-|>", "color": "black", "shrinkA": 0, "shrinkB": 0}
GRADIENTS = {**VALUES, "color": "tab:red", "linestyle": (0, (3, 2)), "linewidth": 1.3}


def canvas(width: float, above: float, below: float = 0) -> Axes:
    """Return axes whose units are inches, x from 0 to width, y from -below to above."""
    figure = plt.figure(figsize=(width, above + below), layout="none")
    axis = figure.add_axes((0, 0, 1, 1), xlim=(0, width), ylim=(-below, above))
    axis.set_axis_off()
    return axis


def box(
    axis: Axes, x: float, y: float, width: float, height: float,
    look: Mapping[str, object] = PLAIN,
) -> None:  # fmt: skip
    """Draw a box around a place."""
    corner = (x - width / 2, y - height / 2)
    axis.add_patch(Rectangle(corner, width, height, **look))


def say(axis: Axes, x: float, y: float, text: str, **look: object) -> None:
    """Write a text, centred unless told otherwise."""
    centred = {"ha": "center", "va": "center", "fontsize": LETTERS}
    axis.text(x, y, text, **{**centred, **look})


def arrow(
    axis: Axes, start: tuple[float, float], end: tuple[float, float],
    look: Mapping[str, object] = VALUES,
) -> None:  # fmt: skip
    """Draw a straight arrow."""
    axis.annotate("", end, start, arrowprops=dict(look))


def in_lines(words: Iterable[str], width: float) -> str:
    """Return words, each in lines of its own, so many inches wide, as a text.

    What is read as one, such as "3 x 3" and "stride 2", is not broken.
    """
    lines = []
    for word in words:
        for one in (" x ", " / ", "stride "):
            word = word.replace(one, one.replace(" ", "\xa0"))
        letters = max(12, int(width / 0.075))
        lines += textwrap.wrap(word, letters, break_long_words=False)
    return "\n".join(lines).replace("\xa0", " ")


def height_of(text: str) -> float:
    """Return how many inches the lines of a text take."""
    return LINE * (text.count("\n") + 1)
