"""Checkpoints from which a training goes on as if nothing had happened. Lesson 14."""

import io
from pathlib import Path
from typing import Any

import torch

from msgan_lib.ground.errors import CourseError
from msgan_lib.ground.files import write_atomically


class CheckpointError(CourseError):
    """A checkpoint cannot be read, or belongs to another training."""


def save_checkpoint(path: Path, config: dict[str, Any], state: dict[str, Any]) -> None:
    """Write `state` to `path`, whole or not at all, with the `config` that made it."""
    buffer = io.BytesIO()
    torch.save({"config": config, "state": state}, buffer)
    write_atomically(path, buffer.getvalue())


def load_checkpoint(path: Path, config: dict[str, Any]) -> dict[str, Any] | None:
    """Return the state saved at `path`, or None where there is no such file.

    Raises CheckpointError for a file that was cut short, that is no checkpoint, or that
    was made with another `config`: going on from it would mix two trainings.
    """
    if not path.exists():
        return None
    try:
        # weights_only: a checkpoint is data, and loading it must not run code.
        saved = torch.load(path, map_location="cpu", weights_only=True)
        saved_config, state = saved["config"], saved["state"]
    except Exception as error:  # torch.load raises a dozen kinds for a broken file
        raise CheckpointError(
            f"{path} is cut short or no checkpoint ({type(error).__name__}); delete it "
            "and run the same command again: that training starts anew."
        ) from error
    if saved_config != config:
        differing = sorted(
            f"{key} is {saved_config.get(key, 'not set')!r} there, "
            f"{config.get(key, 'not set')!r} here"
            for key in saved_config.keys() | config.keys()
            if saved_config.get(key) != config.get(key)
        )
        raise CheckpointError(
            f"{path} comes from another configuration ({'; '.join(differing)}); delete "
            "it or use another folder."
        )
    return state
