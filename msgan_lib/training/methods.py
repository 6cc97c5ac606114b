"""The methods that the course compares, by name."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from msgan_lib.data import FewLabels, load_few_labels
from msgan_lib.errors import CourseError
from msgan_lib.measure import count_weights, evaluate
from msgan_lib.networks.autoencoders import VAE, Autoencoder
from msgan_lib.networks.classifiers import DeepCNN, MultiScaleCNN, SingleScaleCNN
from msgan_lib.networks.discriminators import Discriminator
from msgan_lib.networks.feature_pyramid import TopDownCNN
from msgan_lib.networks.generators import Generator
from msgan_lib.networks.rivals import MLP, RowLSTM
from msgan_lib.seeding import named_seed, seed_everything
from msgan_lib.training.autoencoding import AutoencoderRecipe, AutoencoderTraining
from msgan_lib.training.loop import Report, Training, choose_device, run_training
from msgan_lib.training.semisupervised import (
    SemiSupervisedRecipe,
    SemiSupervisedTraining,
)
from msgan_lib.training.supervised import SupervisedRecipe, SupervisedTraining

METHODS = (
    "supervised_single_scale",
    "supervised_multiscale",
    "semisupervised_without_gan",
    "semisupervised_with_gan",
    "supervised_deep",
    "supervised_top_down",
    "supervised_mlp",
    "supervised_lstm",
    "autoencoder_linear",
    "vae_linear",
    "quick_single_scale",
    "quick_multiscale",
)
HEADLINE_METHODS = METHODS[:4]  # of lesson 14 and the README
RIVALS = METHODS[6:]  # of lesson 03

# The networks that learn from labelled images alone.
SUPERVISED_NETWORKS = {
    "supervised_single_scale": SingleScaleCNN,
    "supervised_multiscale": MultiScaleCNN,
    "supervised_deep": DeepCNN,
    "supervised_top_down": TopDownCNN,
    "supervised_mlp": MLP,
    "supervised_lstm": RowLSTM,
    "quick_single_scale": SingleScaleCNN,
    "quick_multiscale": MultiScaleCNN,
}
# Those that restore unlabelled images; a linear layer on their code learns from labels.
AUTOENCODERS = {"autoencoder_linear": Autoencoder, "vae_linear": VAE}

# What differs from a recipe's defaults: short trainings want small batches.
CHANGES = {
    "supervised_mlp": {"batch_size": 32, "lr": 1e-2},
    "supervised_lstm": {"batch_size": 32, "lr": 1e-2},
    "autoencoder_linear": {"lr": 1e-2},
    "quick_single_scale": {"batch_size": 32, "lr": 1e-2},
    "quick_multiscale": {"batch_size": 32, "lr": 3e-3},
}


@dataclass
class Outcome:
    """What a finished training leaves: plain numbers and weights, on the CPU."""

    method: str
    num_weights: int  # of the classifier
    history: list[dict[str, float]]  # one entry an epoch
    test_predictions: np.ndarray  # (10,000,) classes
    test_correct: np.ndarray  # (10,000,) bool
    test_error_percent: float
    development_error_percent: float
    cpu_seconds: float  # of its steps, over all restarts
    weights: dict[str, torch.Tensor]  # of the averaged classifier
    # Of the network that makes images: a GAN's generator, an autoencoder's decoder.
    generator_weights: dict[str, torch.Tensor] | None


def make_training(method: str, data: FewLabels, num_steps: int, seed: int) -> Training:
    """Return the training of a method, its networks on the device of `data`.

    Raises CourseError for an unknown method.
    """
    device = data.x_labelled.device
    changes = CHANGES.get(method, {})
    torch.manual_seed(named_seed(seed, "initial weights"))
    if method in SUPERVISED_NETWORKS:
        network = SUPERVISED_NETWORKS[method]().to(device)
        recipe = SupervisedRecipe(num_steps=num_steps, **changes)
        training = SupervisedTraining(network, data, recipe, seed)
    elif method in AUTOENCODERS:
        network = AUTOENCODERS[method]().to(device)
        recipe = AutoencoderRecipe(num_steps=num_steps, **changes)
        training = AutoencoderTraining(network, data, recipe, seed)
    elif method in ("semisupervised_without_gan", "semisupervised_with_gan"):
        # First the discriminator: both methods start from the same weights.
        discriminator = Discriminator().to(device)
        generator = (
            Generator().to(device) if method == "semisupervised_with_gan" else None
        )
        recipe = SemiSupervisedRecipe(num_steps=num_steps)
        training = SemiSupervisedTraining(discriminator, generator, data, recipe, seed)
    else:
        names = ", ".join(METHODS)
        raise CourseError(f"Unknown method {method!r}; there are: {names}.")
    return training


def train_method(
    method: str,
    *,
    num_steps: int,
    dataset: str = "mnist",
    labels_per_class: int = 10,
    label_seed: int = 0,
    seed: int = 0,
    checkpoint: Path | None = None,
    checkpoint_every: int = 100,
    steps_per_epoch: int = 100,
    device: str = "auto",
    report: Report | None = None,
) -> Outcome:
    """Train one method from scratch, or go on from its checkpoint, and score it once.

    The test images score the averaged network after the last step, whatever the
    development error was before. Raises what data, checkpoints and the loop raise.
    """
    seed_everything(seed)
    data = load_few_labels(dataset, labels_per_class, label_seed)
    data = data.to(choose_device(device))
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
    test = evaluate(training.averaged, data.x_test, data.y_test)
    generator = getattr(training, "generator", None)
    return Outcome(
        method=method,
        num_weights=count_weights(training.averaged),
        history=training.history,
        test_predictions=test.predictions,
        test_correct=test.correct,
        test_error_percent=test.error_percent,
        development_error_percent=training.history[-1]["held_out_error_percent"],
        cpu_seconds=training.cpu_seconds,
        weights=_on_cpu(training.averaged.module),
        generator_weights=generator and _on_cpu(generator),
    )


def _on_cpu(network: nn.Module) -> dict[str, Any]:
    return {name: value.cpu() for name, value in network.state_dict().items()}
