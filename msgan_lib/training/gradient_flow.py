"""Which weights a step gave a gradient and moved: how to find faults in a game.

Taught in lesson 07.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

import torch
from torch import nn

from msgan_lib.ground.errors import CourseError


class ParameterFlow(NamedTuple):
    """What one step did to one parameter; all three are lengths (square roots of sums).

    `gradient` is what the step's backward passes gave it, `old_gradient` what lay there
    from an earlier step and was not cleared away, `moved` by how much it changed.
    """

    network: str
    parameter: str
    size: int  # how many numbers it holds
    gradient: float
    old_gradient: float
    moved: float


class NetworkFlow(NamedTuple):
    """How many of a network's parameters a step reached, added to, and moved."""

    parameters: int
    with_gradient: int
    on_old_gradient: int
    moved: int


def gradient_flow(
    step: Callable[[], Any], networks: Mapping[str, nn.Module]
) -> list[ParameterFlow]:
    """Do a step and return what each parameter of the networks got from it.

    `step()` does whatever a training step does, backward passes and all; `networks` are
    those to watch, by the names to call them. A gradient counts as old if it was there
    before the step and nothing cleared it before the step's own was added. What is
    frozen during the step gets none. Raises CourseError where there is no parameter to
    watch, or the same one in two networks.
    """
    watched = [
        (network, name, parameter)
        for network, module in networks.items()
        for name, parameter in module.named_parameters()
    ]
    if not watched:
        raise CourseError("There is no parameter to watch: name at least one network.")
    if len({id(parameter) for *_, parameter in watched}) < len(watched):
        raise CourseError(
            "Two of the networks share a parameter, so what reaches one of them can't "
            "be told; name each network once."
        )
    parameters = [parameter for *_, parameter in watched]
    before = [parameter.detach().clone() for parameter in parameters]
    with _watching(parameters) as arrived:
        step()
    flows = []
    for (network, name, parameter), was in zip(watched, before, strict=True):
        own, old = arrived.get(id(parameter), (torch.zeros(1), torch.zeros(1)))
        moved = parameter.detach() - was
        lengths = (tensor.norm().item() for tensor in (own, old, moved))
        flows.append(ParameterFlow(network, name, parameter.numel(), *lengths))
    return flows


@contextmanager
def _watching(
    parameters: list[nn.Parameter],
) -> Iterator[dict[int, tuple[torch.Tensor, torch.Tensor]]]:
    """Yield a dict that fills: id of a parameter -> the step's gradient, the old one.

    Hooks see a gradient just before it is added to what is there.
    """
    arrived: dict[int, tuple[torch.Tensor, torch.Tensor]] = {}

    def hook_of(parameter: nn.Parameter) -> Callable[[torch.Tensor], None]:
        def hook(gradient: torch.Tensor) -> None:
            there = parameter.grad
            own = torch.zeros_like(gradient)
            if there is None or not there.any():  # cleared: what came before is gone
                there = own
            elif id(parameter) in arrived:
                own = arrived[id(parameter)][0]  # an earlier backward pass of the step
            arrived[id(parameter)] = own + gradient.detach(), there.detach() - own

        return hook

    # One that is frozen can't be hooked, and nothing reaches it.
    trained = [parameter for parameter in parameters if parameter.requires_grad]
    handles = [parameter.register_hook(hook_of(parameter)) for parameter in trained]
    try:
        yield arrived
    finally:
        for handle in handles:
            handle.remove()


def by_network(flows: list[ParameterFlow]) -> dict[str, NetworkFlow]:
    """Return the counts of each network, in the order of the flows."""
    counts = {}
    for network in dict.fromkeys(flow.network for flow in flows):
        own = [flow for flow in flows if flow.network == network]
        counts[network] = NetworkFlow(
            len(own),
            sum(flow.gradient > 0 for flow in own),
            sum(flow.old_gradient > 0 for flow in own),
            sum(flow.moved > 0 for flow in own),
        )
    return counts


def describe_flow(flows: list[ParameterFlow]) -> str:
    """Return in a sentence a network what a step did to it."""
    sentences = []
    for network, counts in by_network(flows).items():
        of = f"of {counts.parameters}"
        words = [
            f"{_number(counts.with_gradient)} {of} parameters got a gradient",
            f"{_number(counts.moved)} moved",
        ]
        if counts.on_old_gradient:
            words[0] += f" ({_number(counts.on_old_gradient)} on top of an old one)"
        sentences.append(f"{network}: {', '.join(words)}.")
    return " ".join(sentences)


def _number(count: int) -> str:
    return str(count or "none")
