"""The one loop that all trainings share. Taught in lessons 07 and 14.

A training says what one step does; the loop does the rest: progress, history, the
moving average of the weights, checkpoints, and a clear stop where the numbers explode.
"""

import math
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import torch
from torch import nn
from torch.optim.swa_utils import AveragedModel
from tqdm import tqdm

from msgan_lib.ground.errors import CourseError
from msgan_lib.ground.seeding import named_generator
from msgan_lib.measure import evaluate
from msgan_lib.training.checkpoint import load_checkpoint, save_checkpoint


class TrainingDiverged(CourseError):
    """A loss became infinite or not a number."""


def moving_average(network: nn.Module, decay: float = 0.99) -> AveragedModel:
    """Return a copy of `network` that follows it: an exponential moving average.

    A step moves it by 1 - `decay` towards the weights and the batch normalisation's
    statistics. Early steps move it further, so that the random start is soon forgotten.
    It is the network that labels, and the one that is scored (Tarvainen and Valpola,
    2017).
    """

    @torch.no_grad()
    def average(averaged: list, current: list, num_averaged: torch.Tensor) -> None:
        if not averaged[0].is_floating_point():
            torch._foreach_copy_(averaged, current)  # counters of batch normalisation
            return
        n = float(num_averaged)
        torch._foreach_lerp_(averaged, current, 1 - min(decay, (1 + n) / (10 + n)))

    return AveragedModel(network, multi_avg_fn=average, use_buffers=True)


def warm_up_then_cosine(
    optimizer: torch.optim.Optimizer, num_steps: int, warm_up: int = 100
) -> torch.optim.lr_scheduler.LambdaLR:
    """Raise the learning rate from 0 over `warm_up` steps, then lower it to 0."""
    warm_up = min(warm_up, max(1, num_steps // 10))

    def factor(step: int) -> float:
        decay = 0.5 * (1 + math.cos(math.pi * min(step / num_steps, 1)))
        return min(1.0, (step + 1) / warm_up) * decay

    return torch.optim.lr_scheduler.LambdaLR(optimizer, factor)


def draw_batch(
    n: int, batch_size: int, generator: torch.Generator, device: torch.device
) -> torch.Tensor:
    """Draw `batch_size` indices below `n` with replacement, (batch,) int64."""
    return torch.randint(n, (batch_size,), generator=generator).to(device)


@dataclass
class Training(ABC):
    """A training's state: all that it needs to go on later, bit for bit.

    `parts` are the objects with a state: networks, optimisers, schedules, the moving
    average and random generators. Subclasses add `step`, which does one step and
    returns its losses by name, the one called "loss" being what is minimised.
    """

    config: dict[str, Any]
    parts: dict[str, Any] = field(default_factory=dict)
    averaged: AveragedModel | None = None  # the network that is followed and scored
    steps_done: int = 0
    history: list[dict[str, float]] = field(default_factory=list)
    epoch_losses: dict[str, list[float]] = field(default_factory=dict)
    cpu_seconds: float = 0.0  # spent so far, over all restarts

    def prepare(  # noqa: B027 (most have nothing to prepare)
        self, tell: Callable[["Aside"], None]
    ) -> None:
        """Do what has to be done before the next step; tell how far it is.

        A training that goes on from a checkpoint does it too.
        """

    def final_classifier(self) -> nn.Module:
        """Return what classifies in the end: the averaged network, if nothing joins."""
        return self.averaged

    @abstractmethod
    def step(self) -> dict[str, torch.Tensor]:
        """Do one training step; return its losses."""

    def add_streams(self, seed: int, *names: str) -> list[torch.Generator]:
        """Make a random generator for each purpose; they are part of the state."""
        streams = [named_generator(seed, name) for name in names]
        self.parts.update(
            {f"stream {n}": s for n, s in zip(names, streams, strict=True)}
        )
        return streams

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
                for name, part in self.parts.items()
            },
        }

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Take over a state that state_dict returned."""
        self.steps_done, self.history = state["steps_done"], state["history"]
        self.epoch_losses = state["epoch_losses"]
        self.cpu_seconds = state["cpu_seconds"]
        for name, part in self.parts.items():
            if isinstance(part, torch.Generator):
                part.set_state(state["parts"][name])
            else:
                part.load_state_dict(state["parts"][name])
        torch.set_rng_state(state["torch_rng"])


class Aside(NamedTuple):
    """Work beside the steps that takes long: what it is, and how far it is."""

    name: str
    share: float  # 0 to 1


# Told after every step: steps done, steps in all, and a line at the end of an epoch or
# how far other work is.
Report = Callable[[int, int, str | Aside | None], None]


class ProgressBar:
    """Show a training as a text bar with the time left, and its epochs' lines.

    Both go to one stream: a notebook keeps the lines and the bar's last state. Work
    beside the steps has a bar of its own before the first step and after the last; in
    between it is told behind the steps' bar.
    """

    def __init__(self, title: str):
        self.title = title
        self.bar = self.aside = None

    def __call__(self, done: int, total: int, line: str | Aside | None = None) -> None:
        """Move the bar to `done` steps of `total`; print `line` above it."""
        if isinstance(line, Aside):
            self._tell(line)
            return
        if self.bar is None:
            self._close_aside()
            self.bar = _bar(self.title, total, done, "step")
        self.bar.update(done - self.bar.n)
        if line:
            tqdm.write(line)
        if done >= total:
            self.bar.close()

    def _tell(self, aside: Aside) -> None:
        percent = round(100 * aside.share)
        if self.bar is not None and not self.bar.disable:  # steps go on meanwhile
            self.bar.set_postfix_str(f"{aside.name} {percent} %" * (percent < 100))
            return
        if self.aside is None or not self.aside.desc.startswith(aside.name):
            self._close_aside()
            self.aside = _bar(aside.name, 100, percent, "%")
        self.aside.update(percent - self.aside.n)
        if percent >= 100:
            self._close_aside()

    def _close_aside(self) -> None:
        if self.aside is not None:
            self.aside.leave = self.aside.n >= self.aside.total
            self.aside.close()
            self.aside = None

    def close(self) -> None:
        """Leave the bars as they are."""
        self._close_aside()
        if self.bar is not None:
            self.bar.close()

    def skip(self, steps: int) -> None:
        """Count steps of an earlier attempt as done; they took no time in this one."""
        if self.bar is not None:
            self.bar.initial += steps
            self.bar.n += steps
            self.bar.last_print_n += steps


def _bar(title: str, total: int, done: int, unit: str) -> tqdm:
    return tqdm(
        total=total,
        initial=done,
        desc=title,
        unit=unit,
        file=sys.stdout,
        mininterval=1.0,
        ncols=79,
    )


def run_training(
    training: Training,
    num_steps: int,
    x_development: torch.Tensor,
    y_development: torch.Tensor,
    *,
    checkpoint: Path | None = None,
    checkpoint_every: int = 100,
    steps_per_epoch: int = 100,
    report: Report | None = None,
) -> list[dict[str, float]]:
    """Train for `num_steps` steps in all; return the history, one entry an epoch.

    An entry has the mean of each training loss over the epoch and the loss and error
    (in percent) of the averaged network on the development images. With a `checkpoint`
    the training goes on from that file if it is there, and writes it every
    `checkpoint_every` steps and at the end. Raises TrainingDiverged at the first loss
    that is not finite, CheckpointError as load_checkpoint does.
    """
    report = report or (lambda done, total, line: None)
    if checkpoint is not None:
        state = load_checkpoint(checkpoint, training.config)
        if state is not None:
            training.load_state_dict(state)
    start = time.process_time() - training.cpu_seconds
    if training.steps_done < num_steps:
        training.prepare(lambda aside: report(training.steps_done, num_steps, aside))
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
            line = _end_epoch(training, num_steps, x_development, y_development)
        report(training.steps_done, num_steps, line)
        training.cpu_seconds = time.process_time() - start
        if checkpoint and (last or training.steps_done % checkpoint_every == 0):
            save_checkpoint(checkpoint, training.config, training.state_dict())
    return training.history


def _end_epoch(training: Training, num_steps: int, x, y) -> str:
    """Add the epoch's means and the development scores to the history; say them."""
    means = {name: sum(v) / len(v) for name, v in training.epoch_losses.items()}
    training.epoch_losses.clear()
    found = evaluate(training.averaged, x, y)
    training.history.append(
        {
            "step": training.steps_done,
            **means,
            "development_loss": found.loss,
            "development_error_percent": found.error_percent,
        }
    )
    return (
        f"{training.steps_done:5d}/{num_steps} loss {means['loss']:.3f}, "
        f"development {found.loss:.3f}, error {found.error_percent:5.2f} %"
    )


def _stop_if_not_finite(losses: dict[str, float], step: int) -> None:
    bad = [
        f"{name} is {loss}" for name, loss in losses.items() if not math.isfinite(loss)
    ]
    if bad:
        raise TrainingDiverged(
            f"Training stopped at step {step}: {', '.join(bad)}. The learning rate is "
            "probably too high; try a third of it, and look at the data's range."
        )
