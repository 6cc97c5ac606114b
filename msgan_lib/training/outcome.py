"""One method trained from scratch and scored once, for notebooks and sweeps."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from msgan_lib.data import FewLabels, load_few_labels
from msgan_lib.ground.devices import choose_device
from msgan_lib.ground.seeding import seed_everything
from msgan_lib.measure import count_weights, evaluate
from msgan_lib.neighbours import Watch, nobody
from msgan_lib.training.fixed_features import FeatureClassifier, frozen_features
from msgan_lib.training.loop import Aside, Report, run_training
from msgan_lib.training.methods import (
    AUTOENCODERS,
    SEMISUPERVISED_NETWORKS,
    WITHOUT_STEPS,
    fit_without_steps,
    make_training,
)


@dataclass
class Outcome:
    """What a finished training leaves: plain numbers and weights, on the CPU."""

    method: str
    num_weights: int  # of the classifier
    history: list[dict[str, float]]  # one entry an epoch
    test_predictions: np.ndarray  # (10,000,) classes
    test_correct: np.ndarray  # (10,000,) bool
    test_error_percent: float
    # Of the network alone: the development images are among those that would vote.
    development_error_percent: float
    cpu_seconds: float  # of its steps, over all restarts
    weights: dict[str, torch.Tensor]  # of the averaged network
    # Of the network that makes images: a GAN's generator, an autoencoder's decoder.
    generator_weights: dict[str, torch.Tensor] | None
    # Of a linear layer that was fitted to the finished network's code of the labelled
    # images, where the network learned from unlabelled images.
    frozen_error_percent: float | None
    # Like test_correct, of the averaged network alone, where neighbours join in.
    network_correct: np.ndarray | None

    @property
    def network_error_percent(self) -> float | None:
        """The test error of the averaged network alone, where neighbours join in."""
        if self.network_correct is None:
            return None
        return 100 * float((~self.network_correct).mean())


def train_method(
    method: str,
    *,
    num_steps: int,
    dataset: str = "mnist",
    labels_per_class: int = 10,
    label_seed: int = 0,
    seed: int = 0,
    num_scored: int | None = None,
    checkpoint: Path | None = None,
    checkpoint_every: int = 100,
    steps_per_epoch: int = 100,
    device: str = "auto",
    report: Report | None = None,
) -> Outcome:
    """Train one method from scratch, or go on from its checkpoint, and score it once.

    The test images score the averaged network after the last step, whatever the
    development error was before. With `num_scored` only the first so many of both
    kinds of images count: enough for a trial whose numbers mean nothing. Raises what
    data, checkpoints and the loop raise.
    """
    seed_everything(seed)
    data = load_few_labels(dataset, labels_per_class, label_seed)
    data = data.scored_on(num_scored).to(choose_device(device))

    def watch_of(name: str) -> Watch:
        """Return what tells `report` how far the work of that name is."""
        if report is None:
            return nobody
        return lambda share: report(num_steps, num_steps, Aside(name, share))

    if method in WITHOUT_STEPS:
        return _fit(method, data, seed, watch_of)
    training = make_training(method, data, num_steps, seed)
    training.config |= {
        "method": method,
        "dataset": dataset,
        "labels_per_class": labels_per_class,
        "label_seed": label_seed,
    }
    run_training(
        training,
        num_steps,
        data.x_development,
        data.y_development,
        checkpoint=checkpoint,
        checkpoint_every=checkpoint_every,
        steps_per_epoch=steps_per_epoch,
        report=report,
    )
    generator = getattr(training, "generator", None)
    frozen = None
    if method in SEMISUPERVISED_NETWORKS or method in AUTOENCODERS:
        linear = FeatureClassifier(frozen_features(training.averaged.module), data)
        frozen = evaluate(linear, data.x_test, data.y_test).error_percent
    classifier, alone, watch = training.final_classifier(), None, nobody
    if classifier is not training.averaged:
        alone = evaluate(training.averaged, data.x_test, data.y_test).correct
        watch = watch_of("neighbours vote")
    return _score(
        classifier,
        data,
        watch,
        method=method,
        history=training.history,
        development_error_percent=training.history[-1]["development_error_percent"],
        cpu_seconds=training.cpu_seconds,
        weights=_on_cpu(training.averaged.module),
        generator_weights=generator and _on_cpu(generator),
        frozen_error_percent=frozen,
        network_correct=alone,
    )


def _fit(
    method: str, data: FewLabels, seed: int, watch_of: Callable[[str], Watch]
) -> Outcome:
    """Fit and score a method without steps."""
    start = time.process_time()
    network = fit_without_steps(method, data, seed, watch_of("fitting"))
    seconds = time.process_time() - start
    development = evaluate(
        network,
        data.x_development,
        data.y_development,
        watch=watch_of("development images"),
    )
    return _score(
        network,
        data,
        watch_of("test images"),
        method=method,
        history=[],
        development_error_percent=development.error_percent,
        cpu_seconds=seconds,
        weights=_on_cpu(network),
        generator_weights=None,
        frozen_error_percent=None,
        network_correct=None,
    )


def _score(network: nn.Module, data: FewLabels, watch: Watch, **known: Any) -> Outcome:
    test = evaluate(network, data.x_test, data.y_test, watch=watch)
    return Outcome(
        num_weights=count_weights(network),
        test_predictions=test.predictions,
        test_correct=test.correct,
        test_error_percent=test.error_percent,
        **known,
    )


def _on_cpu(network: nn.Module) -> dict[str, Any]:
    return {name: value.cpu() for name, value in network.state_dict().items()}
