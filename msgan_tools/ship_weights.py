"""Makes the weights that the course ships, and checks them."""

import hashlib
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import torch
import yaml
from safetensors.torch import save

from msgan_lib.ground.errors import CourseError
from msgan_lib.ground.files import write_atomically
from msgan_lib.ground.folders import weights_folder
from msgan_lib.ground.values import check_name
from msgan_lib.training.judging import train_judge
from msgan_lib.training.outcome import train_method
from msgan_lib.training.progress import ProgressBar, Report
from msgan_lib.training.recipes import resolve
from msgan_lib.weights import (
    JUDGE,
    MANIFEST,
    Shipped,
    load_generator,
    load_judge,
    shipped_weights,
)
from msgan_tools.run.provenance import WHAT_TRAINS, revision

MOST_BYTES = 10_000_000  # of all files together
NUM_SCORED = 100  # images: nobody looks at the scores, and they can take minutes
LICENCE = "CC BY-SA 3.0 (made from MNIST, LeCun, Cortes and Burges)"
HEAD = """\
# The trained networks that lessons load: the weights of NAME are in NAME.safetensors.
# README.md in this folder says how one is added; `msgan weights make NAME` writes all
# fields from `network` on.

"""


def size(name: str) -> int:
    """Return the bytes of a shipped network's file, 0 where it is not there."""
    path = _file(name)
    return path.stat().st_size if path.is_file() else 0


def check() -> Iterator[tuple[str, str | None]]:
    """Yield each shipped network's name and None, or a sentence: what is wrong.

    Files that weights.yaml does not name, and too many bytes, are wrong too.
    """
    shipped = shipped_weights()
    for name in shipped:
        try:
            load_judge() if name == JUDGE else load_generator(name)
        except CourseError as error:
            yield name, str(error)
        else:
            yield name, None
    for path in sorted(weights_folder().glob("*.safetensors")):
        if path.stem not in shipped:
            yield path.stem, f"{path} is not named in {MANIFEST}; remove it."
    if (total := sum(map(size, shipped))) > MOST_BYTES:
        yield "all", f"All weights have {total:,} bytes, more than {MOST_BYTES:,}."


def make_weights(name: str) -> Path:
    """Train a shipped network on the CPU, write its entry and file; return the file.

    Raises CourseError for a name that is not in weights.yaml, for a method without a
    generator, and as training does.
    """
    shipped = shipped_weights()
    check_name("shipped network", name, shipped)
    commit = revision(WHAT_TRAINS)  # what is changed from now on makes nothing
    bar = ProgressBar(name)
    try:
        network, tensors = _trained(name, shipped[name], bar)
    finally:
        bar.close()
    content = save(tensors)
    shipped[name] = replace(
        shipped[name],
        network=network,
        sha256=hashlib.sha256(content).hexdigest(),
        licence=LICENCE,
        command=f"msgan weights make {name}",
        revision=commit,
    )
    write_atomically(_file(name), content)
    write_atomically(weights_folder() / MANIFEST, _manifest(shipped))
    return _file(name)


def _trained(
    name: str, asked: Shipped, report: Report
) -> tuple[str, dict[str, torch.Tensor]]:
    """Return the class of the network that was asked for, and its trained weights.

    A generator's are rounded to half precision: its images hardly move, and twice as
    many fit.
    """
    if name == JUDGE:
        return "Judge", train_judge(asked.seed, report=report).state_dict()
    generator = resolve(asked.method, asked.recipe).get("generator")
    if generator is None or asked.num_steps < 1:
        raise CourseError(
            f"{MANIFEST} asks for {name} of the method {asked.method} and "
            f"{asked.num_steps} steps; name a method with a generator, and its steps."
        )
    outcome = train_method(
        asked.method,
        num_steps=asked.num_steps,
        recipe=asked.recipe,
        seed=asked.seed,
        device="cpu",
        num_scored=NUM_SCORED,
        report=report,
    )
    return generator, {
        key: (value.half() if value.is_floating_point() else value).contiguous()
        for key, value in outcome.generator_weights.items()
    }


def _file(name: str) -> Path:
    return weights_folder() / f"{name}.safetensors"


def _manifest(shipped: dict[str, Shipped]) -> str:
    """Return weights.yaml as text; fields that an entry does without are left out."""
    entries = {
        name: {
            field: value
            for field, value in asdict(each).items()
            if value or (field == "seed")
        }
        for name, each in shipped.items()
    }
    return HEAD + yaml.safe_dump(entries, sort_keys=False, width=88, allow_unicode=True)
