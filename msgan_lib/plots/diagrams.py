"""Drawings of networks, made from the code that they show."""

from collections.abc import Mapping
from itertools import pairwise
from typing import NamedTuple

from matplotlib.axes import Axes
from torch import nn

from msgan_lib.ground.errors import CourseError
from msgan_lib.plots.boxes import (
    FILLED,
    PLAIN,
    arrow,
    box,
    canvas,
    height_of,
    in_lines,
    say,
)
from msgan_lib.plots.outline import Layer, outline
from msgan_lib.plots.style import titled
from msgan_lib.plots.telling import WIDEST, told

PITCH = 1.5  # inches from layer to layer, where there is room
MOST_LAYERS = 10  # in a row, the input among them: more would overlap
NOTE = "height: pixels a side; width: channels; filled: has weights"
FLAT_NOTE = "width: how many numbers; filled: has weights"


class Branch(NamedTuple):
    """Layers that leave the row behind `source` and come back to it at `join`."""

    layers: list[Layer]
    source: Layer
    join: Layer

    @property
    def words(self) -> list[str]:
        """What is done to the level."""
        return [word for layer in self.layers for word in layer.words]


@told
def show_network(
    network: nn.Module,
    shape: tuple[int, ...],
    names: tuple[str, str] = ("input", "output"),
    title: str = "",
) -> str:
    """Draw a network's layers from left to right, with the shapes of their outputs.

    `shape` is that of one input, without the batch: (64,) for z, (1, 28, 28) for an
    image; `names` are those of the input and the output. What is drawn is noted while
    the network runs. A box's height goes with the pixels a side, its width with the
    channels; layers with weights are filled. What is read of single levels hangs below
    them. Raises CourseError for a shape that the network can't read, and for a network
    that is too long or too entangled for a row. Used in lessons 04 to 07.
    """
    layers = outline(network, shape)
    row, branches = _rows(layers, type(network).__name__)
    pitch = min(PITCH, (WIDEST - 0.9) / len(row))
    texts = [names[0], *(in_lines(layer.words, pitch) for layer in row[1:])]
    hung = [_hung_text(branch, pitch) for branch in branches]
    place = {layer: pitch * (i + 0.5) for i, layer in enumerate(row)}
    half = max(_size(layer, pitch)[1] for layer in row) / 2
    tops = (
        _size(layer, pitch)[1] / 2 + height_of(text)
        for layer, text in zip(row, texts, strict=True)
    )
    above = max(tops) + (0.5 if title else 0.2)
    deepest = max(map(_depth, branches, hung), default=0)
    below = half + 0.3 + deepest + 0.35
    axis = canvas(pitch * len(row) + 0.8, above, below)
    note = NOTE if any(layer.side > 1 for layer in layers) else FLAT_NOTE
    say(axis, 0.1, 0.15 - below, note, ha="left", color="0.35")
    say(axis, 0.1, above - 0.15, title, ha="left", fontsize=10)
    for layer, text in zip(row, texts, strict=True):
        _draw_box(axis, place[layer], 0, [layer], pitch)
        edge = _size(layer, pitch)[1] / 2 + 0.08
        say(axis, place[layer], edge, text, va="bottom")
        say(axis, place[layer], -edge, _shape(layer), va="top")
    for layer, end in pairwise(row):
        if layer in end.inputs:
            start = place[layer] + _size(layer, pitch)[0] / 2
            arrow(axis, (start, 0), (place[end] - _size(end, pitch)[0] / 2, 0))
    x = place[row[-1]] + _size(row[-1], pitch)[0] / 2
    arrow(axis, (x, 0), (x + 0.3, 0))
    say(axis, x + 0.35, 0, names[1].replace(" ", "\n"), ha="left")
    bus = -half - 0.3 - deepest  # where what hangs is led to the layer that joins it
    for branch, text in zip(branches, hung, strict=True):
        x, y = place[branch.source], -_size(branch.source, pitch)[1] / 2 - 0.27
        if branch.layers:
            top, height = -half - 0.55, _size(branch.layers[-1], pitch)[1]
            arrow(axis, (x, y), (x, top))
            _draw_box(axis, x, top - height / 2, branch.layers, pitch)
            say(axis, x, top - height - 0.05, text, va="top")
            y = top - height - 0.1 - height_of(text)
        axis.plot([x, x], [y, bus], "k-", linewidth=1)
    for join in {branch.join for branch in branches}:
        first = min(place[branch.source] for branch in branches if branch.join is join)
        x, left = place[join] - pitch / 2, place[join] - _size(join, pitch)[0] / 2
        axis.plot([first, x, x], [bus, bus, 0], "k-", linewidth=1)
        arrow(axis, (x, 0), (left, 0))
    return titled(title, _words(row, branches, names))


def _rows(layers: list[Layer], name: str) -> tuple[list[Layer], list[Branch]]:
    """Return the longest chain of layers, and what leaves it and joins it again."""
    depth: dict[Layer, int] = {}
    for layer in layers:
        depth[layer] = 1 + max(map(depth.get, layer.inputs), default=0)
    row = _chain(layers[-1], depth)
    branches = []
    for join in [layer for layer in row if len(layer.inputs) > 1]:
        before = row[row.index(join) - 1]
        chains = [_chain(k, depth, row) for k in join.inputs if k not in row]
        branches += [
            Branch([], k, join) for k in join.inputs if k in row and k is not before
        ]
        # The last level's branch is the end of the longest chain, and hangs as well.
        at, length = row.index(join), max(map(len, chains), default=0)
        if length and all(len(k.inputs) == 1 for k in row[at - length : at]):
            chains.append(row[at - length : at])
            del row[at - length : at]
        branches += [Branch(chain, chain[0].inputs[0], join) for chain in chains]
    place = {layer: i for i, layer in enumerate(row)}
    branches.sort(key=lambda branch: place.get(branch.source, -1))
    drawn = {*row, *(layer for branch in branches for layer in branch.layers)}
    if (
        drawn != set(layers)
        or any(branch.source not in place for branch in branches)
        or any(a.source is b.source for a, b in pairwise(branches))
        or any(  # the lines of one would cross those of the other
            a.join is not b.join and place[b.source] < place[a.join]
            for a, b in pairwise(branches)
        )
    ):
        raise CourseError(
            f"{name} is too entangled for show_network, which draws one row of layers "
            "and one branch below each: show a part of it."
        )
    if len(row) > MOST_LAYERS:
        raise CourseError(
            f"{name} has {len(row) - 1} layers in a row, and {MOST_LAYERS - 1} fit a "
            "page: show a part of it."
        )
    return row, branches


def _chain(
    last: Layer, depth: Mapping[Layer, int], stop: list[Layer] | None = None
) -> list[Layer]:
    """Return the longest chain to `last`, from the input or from behind `stop`."""
    chain = [last]
    while chain[0].inputs:
        before = max(chain[0].inputs, key=depth.get)
        if stop and before in stop:
            break
        chain.insert(0, before)
    return chain


def _words(row: list[Layer], branches: list[Branch], names: tuple[str, str]) -> str:
    """Return what is drawn in words."""
    steps = [f"{', '.join(layer.words)}: {_shape(layer)}" for layer in row[1:]]
    words = f"From {names[0]} {_shape(row[0])} to {names[1]}: {'; '.join(steps)}."
    if branches:
        levels = (
            f"{_shape(branch.source)} "
            + (f"by {', '.join(branch.words)}" if branch.layers else "as it is")
            for branch in branches
        )
        words += f" Besides, levels are read: {'; '.join(levels)}."
    return words


def _draw_box(
    axis: Axes, x: float, y: float, layers: list[Layer], pitch: float
) -> None:
    """Draw one box for layers, of the size of what comes out of them."""
    look = FILLED if any(layer.has_weights for layer in layers) else PLAIN
    box(axis, x, y, *_size(layers[-1], pitch), look)


def _size(layer: Layer, pitch: float) -> tuple[float, float]:
    """Return the width and the height of a layer's box in inches."""
    width = 0.08 + 0.07 * layer.channels.bit_length()
    return min(width, pitch - 0.3), 0.3 * layer.side**0.5


def _shape(layer: Layer) -> str:
    return str(layer.shape) if layer.shape else "one number"


def _hung_text(branch: Branch, pitch: float) -> str:
    """Return what stands below a branch's box: its words, and its output's shape."""
    if not branch.layers:
        return ""
    return f"{in_lines(branch.words, pitch)}\n{_shape(branch.layers[-1])}"


def _depth(branch: Branch, text: str) -> float:
    """Return how many inches a branch hangs down."""
    if not branch.layers:
        return 0.15
    return 0.45 + _size(branch.layers[-1], PITCH)[1] + height_of(text)
