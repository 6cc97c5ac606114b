"""The one loop that all trainings share. Taught in lessons 07 and 14.

A training says what one step does; the loop does the rest: progress, history, scores on
development images, checkpoints, and a clear stop where the numbers explode.
"""

import math
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
from torch import nn
from torch.optim.lr_scheduler import LRScheduler
from torch.optim.swa_utils import AveragedModel

from msgan_lib.few_labels import FewLabels
from msgan_lib.ground.errors import CourseError
from msgan_lib.ground.seeding import named_generator
from msgan_lib.measure import evaluate
from msgan_lib.neighbours import Watch
from msgan_lib.training.checkpoint import load_checkpoint, save_checkpoint
from msgan_lib.training.progress import Aside, Report

WHOLE = "whole"  # the score of all that a method leaves, not of a part of it


class TrainingDiverged(CourseError):
    """A loss became infinite or not a number."""


class Training(ABC):
    """A training and its state: all that it needs to go on later, bit for bit.

    The state holds every attribute that has a state itself: networks, optimisers,
    schedules, random generators. Subclasses add `averaged` and `step`.
    """

    averaged: AveragedModel  # it follows the network that is trained
    generator: nn.Module | None = None  # what makes images, if anything does
    scoring: str | None = None  # what to call the scoring where it takes long

    def __init__(self, kind: str, data: FewLabels, recipe: Any, seed: int):
        self.data, self.recipe, self.num_steps = data, recipe, recipe.num_steps
        self.config = {"kind": kind, "seed": seed, **asdict(recipe)}
        self.batches = named_generator(seed, "batches")
        self.augmentation = named_generator(seed, "augment")
        self.steps_done = 0
        self.history: list[dict[str, float]] = []  # one entry an epoch
        self.epoch_losses: dict[str, list[float]] = {}  # of the epoch that has begun
        self.cpu_seconds = 0.0  # spent so far, over all restarts

    @abstractmethod
    def step(self) -> dict[str, torch.Tensor]:
        """Do one training step; return its losses by name: "loss" is minimised."""

    def prepare(  # noqa: B027 (most have nothing to prepare)
        self, tell: Callable[[Aside], None] = lambda aside: None
    ) -> None:
        """Do what has to be done before the next step, if anything; tell how far it is.

        A training that goes on from a checkpoint does it too.
        """

    @property
    def scored(self) -> nn.Module:
        """The network that is scored and kept."""
        return self.averaged.module

    @property
    def kept_generator(self) -> nn.Module | None:
        """The generator that is kept, if there is one."""
        return self.generator

    def looked_at(self) -> tuple[dict[str, float], str]:
        """Return what is looked at after an epoch, as numbers and in words.

        Here how well development images are classified.
        """
        score = evaluate(self.scored, self.data.x_development, self.data.y_development)
        numbers = {
            "development_loss": score.loss,
            "development_error_percent": score.error_percent,
        }
        return (
            numbers,
            f"development {score.loss:.3f}, error {score.error_percent:5.2f} %",
        )

    def development_error(self, watch: Watch) -> float:
        """Return the last error on the development images, in percent."""
        return self.history[-1]["development_error_percent"]

    def classifiers(self) -> dict[str, nn.Module]:
        """Return what is scored in the end: WHOLE, and parts of it by name."""
        return {WHOLE: self.scored}

    def draw(self, batch_size: int, *tensors: torch.Tensor) -> list[torch.Tensor]:
        """Draw a batch of rows with replacement, the same rows of each tensor."""
        n, device = len(tensors[0]), tensors[0].device
        rows = torch.randint(n, (batch_size,), generator=self.batches).to(device)
        return [tensor[rows] for tensor in tensors]

    def parts(self) -> dict[str, Any]:
        """Return the attributes that have a state of their own."""
        kinds = nn.Module | torch.optim.Optimizer | LRScheduler | torch.Generator
        return {
            name: part for name, part in vars(self).items() if isinstance(part, kinds)
        }

    def state_dict(self) -> dict[str, Any]:
        """Return the whole state, with that of PyTorch's own generator."""
        return {
            "steps_done": self.steps_done,
            "history": self.history,
            "epoch_losses": self.epoch_losses,
            "cpu_seconds": self.cpu_seconds,
            "torch_rng": torch.get_rng_state(),
            "parts": {
                name: part.get_state()
                if isinstance(part, torch.Generator)
                else part.state_dict()
                for name, part in self.parts().items()
            },
        }

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Take over a state that state_dict returned."""
        for name in ("steps_done", "history", "epoch_losses", "cpu_seconds"):
            setattr(self, name, state[name])
        for name, part in self.parts().items():
            if isinstance(part, torch.Generator):
                part.set_state(state["parts"][name])
            else:
                part.load_state_dict(state["parts"][name])
        torch.set_rng_state(state["torch_rng"])


def run_training(
    training: Training,
    *,
    checkpoint: Path | None = None,
    checkpoint_every: int = 100,
    steps_per_epoch: int = 100,
    report: Report = lambda done, total, line: None,
) -> None:
    """Do all steps of a training; its history gets one entry an epoch.

    An entry has the mean of each training loss over the epoch and the loss and error
    (in percent) of the averaged network on the development images. With a `checkpoint`
    the training goes on from that file if it is there, and writes it every
    `checkpoint_every` steps and at the end. Raises TrainingDiverged at the first loss
    that is not finite, CheckpointError as load_checkpoint does.
    """
    num_steps = training.num_steps
    if checkpoint is not None:
        state = load_checkpoint(checkpoint, training.config)
        if state is not None:
            training.load_state_dict(state)
    start = time.process_time() - training.cpu_seconds
    training.prepare(lambda aside: report(training.steps_done, num_steps, aside))
    training.cpu_seconds = time.process_time() - start
    if num_steps:
        report(training.steps_done, num_steps, None)
    while training.steps_done < num_steps:
        losses = {k: torch.as_tensor(v).item() for k, v in training.step().items()}
        training.steps_done += 1
        _stop_if_not_finite(losses, training.steps_done)
        for name, loss in losses.items():
            training.epoch_losses.setdefault(name, []).append(loss)
        line = None
        last = training.steps_done == num_steps
        if last or training.steps_done % steps_per_epoch == 0:
            line = _end_epoch(training)
        report(training.steps_done, num_steps, line)
        training.cpu_seconds = time.process_time() - start
        if checkpoint and (last or training.steps_done % checkpoint_every == 0):
            save_checkpoint(checkpoint, training.config, training.state_dict())


def _end_epoch(training: Training) -> str:
    """Add the epoch's mean losses and what is looked at to the history; say them."""
    means = {name: sum(v) / len(v) for name, v in training.epoch_losses.items()}
    training.epoch_losses.clear()
    numbers, words = training.looked_at()
    training.history.append({"step": training.steps_done, **means, **numbers})
    done = f"{training.steps_done:5d}/{training.num_steps}"
    return f"{done} loss {means['loss']:.3f}, {words}"


def _stop_if_not_finite(losses: dict[str, float], step: int) -> None:
    bad = [
        f"{name} is {loss}" for name, loss in losses.items() if not math.isfinite(loss)
    ]
    if bad:
        raise TrainingDiverged(
            f"Training stopped at step {step}: {', '.join(bad)}. The learning rate is "
            "probably too high; try a third of it, and look at the data's range."
        )
