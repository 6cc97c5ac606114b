"""The small trained networks that the course ships: what is known of them, and loading.

`data/weights/weights.yaml` names them, each with its checksum; `msgan weights make`
makes one again. Every load compares the file with its checksum.
"""

import hashlib
from dataclasses import dataclass, field, fields
from typing import Any

import torch
from safetensors.torch import load as tensors_of
from torch import nn

from msgan_lib.ground.errors import CourseError
from msgan_lib.ground.folders import course_folder, weights_folder
from msgan_lib.ground.values import check_name, typed
from msgan_lib.ground.yaml_lines import load
from msgan_lib.networks import generators, multiscale_generators
from msgan_lib.networks.judge import Judge

MANIFEST = "weights.yaml"
JUDGE = "judge"
GIT_HAS_IT = "bring it back with `git checkout -- data/weights`"


class WeightsError(CourseError):
    """Weights are unknown, missing or spoilt, or do not fit their network."""


@dataclass(frozen=True)
class Shipped:
    """What weights.yaml says of one network: how to make it, and what was made."""

    about: str  # what it is, in words
    # Whoever adds one writes these: what train_method takes. The judge has no method.
    method: str = ""
    num_steps: int = 0
    seed: int = 0
    recipe: dict[str, Any] = field(default_factory=dict)
    # `msgan weights make` writes these.
    network: str = ""  # its class
    sha256: str = ""
    licence: str = ""
    command: str = ""
    revision: str = ""  # the commit that made it


def shipped_weights() -> dict[str, Shipped]:
    """Return what weights.yaml says, by name.

    Raises CourseError where it is missing and for anything that it should not hold.
    """
    kinds = {each.name: getattr(each.type, "__name__", "") for each in fields(Shipped)}
    shipped = {}
    if not (path := weights_folder() / MANIFEST).exists():
        course_folder()
        raise WeightsError(f"{path} is missing; {GIT_HAS_IT}.")
    for name, entry in load(path).mapping().items():
        values = {}
        for key, value in entry.mapping().items():
            with value.telling():
                check_name("field", key, kinds)
            try:
                values[key] = typed(value.plain(), kinds[key])
            except ValueError:
                raise value.error(f"must be of type {kinds[key]}") from None
        if "about" not in values:
            raise entry.error("the field `about` is missing")
        shipped[name] = Shipped(**values)
    return shipped


def load_weights(name: str) -> dict[str, torch.Tensor]:
    """Return the tensors of shipped weights by name, on the CPU, numbers as float32.

    Raises CourseError for an unknown name, WeightsError where their file is missing,
    cut short or altered.
    """
    known = shipped_weights()
    check_name("shipped network", name, known)
    path = weights_folder() / f"{name}.safetensors"
    try:
        content = path.read_bytes()
    except OSError as error:
        why = (
            "is missing"
            if isinstance(error, FileNotFoundError)
            else f"({error.strerror})"
        )
        raise WeightsError(f"{path} {why}; {_remedy(name)}.") from None
    if hashlib.sha256(content).hexdigest() != known[name].sha256:
        raise WeightsError(
            f"{path} was cut short or altered (its SHA-256 is not the one in "
            f"{MANIFEST}); {_remedy(name)}."
        )
    return {
        key: tensor.float() if tensor.is_floating_point() else tensor
        for key, tensor in tensors_of(content).items()
    }


def load_judge() -> Judge:
    """Return the trained judge, on the CPU, ready to measure pictures."""
    return _network(JUDGE)


def load_generator(name: str) -> nn.Module:
    """Return a trained generator, on the CPU, in evaluation mode.

    Raises what load_weights raises, and WeightsError where the weights do not fit the
    network that weights.yaml names.
    """
    if name == JUDGE:
        raise WeightsError("The judge is no generator; load it with load_judge().")
    return _network(name)


def _network(name: str) -> nn.Module:
    tensors, kind = load_weights(name), shipped_weights()[name].network
    rooms = [m for m in (generators, multiscale_generators) if hasattr(m, kind)]
    network_class = Judge if kind == "Judge" else rooms and getattr(rooms[0], kind)
    if not (isinstance(network_class, type) and issubclass(network_class, nn.Module)):
        raise WeightsError(
            f"{MANIFEST} says that {name} is a {kind!r}, which is no "
            f"network of the course; {_remedy(name)}."
        )
    # The first weights are drawn and overwritten: no later draw may notice.
    with torch.random.fork_rng(devices=[]):
        network = network_class()
    try:
        network.load_state_dict(tensors)
    except RuntimeError:
        raise WeightsError(
            f"The weights {name} do not fit the network {kind}, which has other "
            f"layers or sizes; {_remedy(name)}."
        ) from None
    return network.eval()


def _remedy(name: str) -> str:
    return f"{GIT_HAS_IT}, or make it again with `msgan weights make {name}`"
