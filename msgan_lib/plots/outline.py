"""What a network computes, layer by layer: watched while it runs, so it can't drift."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import nn
from torch.overrides import TorchFunctionMode

from msgan_lib.ground.devices import device_of
from msgan_lib.ground.errors import CourseError
from msgan_lib.measure import evaluating

# What joins the layer before it: activations and normalisations.
FOLLOWING = {
    **{name: name for name in ("tanh", "sigmoid", "softplus", "dropout", "softmax")},
    **{"relu": "ReLU", "leaky_relu": "leaky ReLU", "elu": "ELU"},
    **{"silu": "SiLU", "gelu": "GELU", "batch_norm": "batch norm"},
    **{"instance_norm": "instance norm", "group_norm": "group norm"},
    **{"layer_norm": "layer norm"},
}
POOLINGS = {"max_pool2d": "max pool", "avg_pool2d": "average pool"}
ADAPTIVE = {f"adaptive_{name}": word for name, word in POOLINGS.items()}
REDUCTIONS = {"mean": "average", "amax": "maximum", "sum": "sum"}
JOINS = {
    **{"cat": "side by side", "stack": "side by side", "sub": "difference"},
    **dict.fromkeys(("add", "radd", "iadd"), "sum"),
    **dict.fromkeys(("mul", "rmul", "imul"), "product"),
}


@dataclass(eq=False)
class Layer:
    """A layer, or a group of small ones: its words, and its output for one image."""

    words: list[str]
    inputs: list[Layer]
    shape: tuple[int, ...]
    has_weights: bool = False
    is_opening: bool = False  # pooling, enlarging, joining: part of the layer after it

    @property
    def side(self) -> int:
        """Pixels a side; 1 for numbers that lie nowhere."""
        return self.shape[-1] if len(self.shape) == 3 else 1

    @property
    def channels(self) -> int:
        """How many maps, or how many numbers that lie nowhere."""
        return self.shape[0] if self.shape else 1


def outline(network: nn.Module, shape: tuple[int, ...]) -> list[Layer]:
    """Return a network's layers in the order of computing, the input first.

    It runs once in evaluation mode, on zeros of `shape` (of one image or one z, without
    the batch), and is left as it was. Of several outputs the first counts. Raises
    CourseError for a shape that the network can't read, and for an output that does not
    come of the input. Used in lessons 04 to 07.
    """
    x = torch.zeros(2, *shape, device=device_of(network))
    watch = _Watch(x)
    try:
        with evaluating(network), torch.no_grad(), watch:
            output = network(x)
    except (IndexError, RuntimeError, ValueError) as error:
        reason = str(error).strip().partition("\n")[0]
        raise CourseError(
            f"{type(network).__name__} can't read an input of shape {tuple(shape)}, "
            f"which is to be one image's or one z's, without the batch: {reason}"
        ) from error
    output = next(_tensors([output]), None)
    if id(output) not in watch.made:
        raise CourseError(
            f"What {type(network).__name__} returns does not come of its input: is a "
            "layer left out of forward?"
        )
    last = watch.made[id(output)]
    if output[0].numel() == torch.Size(last.shape).numel():
        last.shape = tuple(output.shape[1:])
    return _grouped(watch.layers, last)


@dataclass(eq=False)
class _Watch(TorchFunctionMode):
    """Note each operation on what comes of x, called as a module or as a function."""

    x: torch.Tensor
    made: dict[int, Layer] = field(default_factory=dict)  # by the id of the output
    layers: list[Layer] = field(default_factory=list)
    kept: list[torch.Tensor] = field(default_factory=list)  # lest an id comes again

    def __post_init__(self) -> None:
        super().__init__()
        self.layers.append(Layer([], [], tuple(self.x.shape[1:])))
        self.made[id(self.x)] = self.layers[0]

    def __torch_function__(
        self, func: Any, types: Any, args: Any = (), kwargs: Any = None
    ) -> Any:
        kwargs = kwargs or {}
        result = func(*args, **kwargs)
        read = [t for t in _tensors([*args, *kwargs.values()]) if id(t) in self.made]
        if read:
            name = getattr(func, "__name__", "").strip("_")  # relu_, __add__
            for output in _tensors([result]):
                self.made[id(output)] = self._layer(name, read, output, args, kwargs)
                self.kept.append(output)
        return result

    def _layer(
        self, name: str, read: list[torch.Tensor], output: torch.Tensor,
        args: Any, kwargs: Any,
    ) -> Layer:  # fmt: skip
        """Return the layer that an output belongs to: a new one, or one before it."""
        inputs = list(dict.fromkeys(self.made[id(t)] for t in read))
        before, x, shape = inputs[0], read[0], tuple(output.shape[1:])
        options = {"has_weights": False, "is_opening": True}
        if name.startswith("conv"):
            weight = kwargs.get("weight", args[1] if len(args) > 1 else None)
            stride = kwargs.get("stride", args[3] if len(args) > 3 else 1)
            stride = stride if isinstance(stride, int) else stride[0]
            kind = "transposed convolution" if "transpose" in name else "convolution"
            kernel = f"{weight.shape[-2]} x {weight.shape[-1]} {kind}"
            words = [kernel + (f", stride {stride}" if stride > 1 else "")]
            options = {"has_weights": True}
        elif name == "linear":
            words = ["flatten"] * (before.side > 1 and x.dim() == 2) + ["linear"]
            options = {"has_weights": True}
        elif name == "interpolate":
            times = shape[-1] / x.shape[-1]
            words = [
                f"enlarge x {times:g}" if times >= 1 else f"shrink / {1 / times:g}"
            ]
        elif name in POOLINGS:
            words = [f"{POOLINGS[name]} / {round(x.shape[-1] / shape[-1])}"]
        elif name in ADAPTIVE:
            words = [f"{ADAPTIVE[name]} to {shape[-2]} x {shape[-1]}"]
        elif len(inputs) > 1:
            words = [JOINS.get(name, name)]
            shape = (len(read), *before.shape) if name == "stack" else shape
        elif name in REDUCTIONS and output.numel() < x.numel():
            words = [REDUCTIONS[name]]
            if len(before.inputs) > 1 and before.side == 1:
                options = {}  # of the logits of all levels
        elif name in FOLLOWING:
            words, options = [FOLLOWING[name]], {}
        elif output.dim() > x.dim() and output.numel() == x.numel():
            words, options = ["reshape"], {}
        else:
            return before  # such as flatten, detach, or times a constant
        if options or not before.inputs:
            self.layers.append(Layer(words, inputs, shape, **options))
            return self.layers[-1]
        before.words += words
        before.shape = shape
        return before


def _tensors(values: Iterable[Any]) -> Iterable[torch.Tensor]:
    """Return the tensors among values, and those in lists and dictionaries of them."""
    for value in values:
        if isinstance(value, torch.Tensor):
            yield value
        elif isinstance(value, list | tuple):
            yield from _tensors(value)
        elif isinstance(value, dict):
            yield from _tensors(value.values())


def _grouped(layers: list[Layer], last: Layer) -> list[Layer]:
    """Return what `last` comes of, each opening in one layer with what alone reads it.

    So do sums of sums.
    """
    needed = {last}
    for layer in reversed(layers):
        if layer in needed:
            needed.update(layer.inputs)
    kept = [layer for layer in layers if layer in needed]
    readers = [source for layer in kept for source in layer.inputs]
    for layer in kept:
        for opening in list(layer.inputs):
            alike = opening.words == layer.words
            if not opening.is_opening or readers.count(opening) > 1:
                continue
            # What is pooled of the pooled is a level of a pyramid, and stands alone.
            alone = any(k.is_opening and readers.count(k) > 1 for k in opening.inputs)
            reads = layer.has_weights and len(layer.inputs) == 1 and not alone
            if alike or reads:
                layer.words = layer.words if alike else opening.words + layer.words
                place = layer.inputs.index(opening)
                layer.inputs[place : place + 1] = opening.inputs
                needed.discard(opening)
    return [layer for layer in kept if layer in needed]
