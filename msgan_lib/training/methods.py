"""The trainings of the methods that recipes.yaml names, with their networks."""

import functools
from collections.abc import Mapping
from typing import Any

import torch
from torch import nn

from msgan_lib.few_labels import FewLabels
from msgan_lib.ground.seeding import named_seed
from msgan_lib.neighbours import NeighbourClassifier, Watch, nobody
from msgan_lib.networks.autoencoders import VAE, Autoencoder
from msgan_lib.networks.classifiers import DeepCNN, MultiScaleCNN, SingleScaleCNN
from msgan_lib.networks.discriminators import (
    DenseDiscriminator,
    Discriminator,
    MLPDiscriminator,
    SingleScaleDiscriminator,
    StridedDiscriminator,
    WideDenseDiscriminator,
)
from msgan_lib.networks.feature_pyramid import TopDownCNN
from msgan_lib.networks.generators import (
    ConvGenerator,
    DenseGenerator,
    Generator,
    NoiseImages,
    TransposedGenerator,
    UpsamplingGenerator,
    WeightNormGenerator,
    WideDenseGenerator,
)
from msgan_lib.networks.multiscale_generators import (
    LaplacianGenerator,
    MultiScaleGenerator,
)
from msgan_lib.networks.pyramid_discriminators import (
    ClassifyingPyramidDiscriminator,
    StridedPyramidDiscriminator,
    StridedTwinDiscriminator,
)
from msgan_lib.networks.rivals import MLP, RowLSTM
from msgan_lib.propagation import propagate_labels
from msgan_lib.training.autoencoding import AutoencoderTraining
from msgan_lib.training.fixed_features import (
    FeatureClassifier,
    WithoutSteps,
    frozen_features,
    hog_features,
    laplacian_features,
)
from msgan_lib.training.game import GameTraining
from msgan_lib.training.kinds import TRAININGS
from msgan_lib.training.loop import Training
from msgan_lib.training.recipes import fields_of, resolve
from msgan_lib.training.semisupervised import SemiSupervisedTraining
from msgan_lib.training.supervised import SupervisedTraining

# The networks that a recipe may name, by the names of their classes.
NETWORKS = {
    network.__name__: network
    for network in (
        SingleScaleCNN,
        MultiScaleCNN,
        DeepCNN,
        TopDownCNN,
        MLP,
        RowLSTM,
        Autoencoder,
        VAE,
        Discriminator,
        MLPDiscriminator,
        SingleScaleDiscriminator,
        Generator,
        WeightNormGenerator,
        ConvGenerator,
        NoiseImages,
        DenseDiscriminator,
        WideDenseDiscriminator,
        StridedDiscriminator,
        DenseGenerator,
        WideDenseGenerator,
        TransposedGenerator,
        UpsamplingGenerator,
        StridedPyramidDiscriminator,
        StridedTwinDiscriminator,
        ClassifyingPyramidDiscriminator,
        MultiScaleGenerator,
        LaplacianGenerator,
    )
}
# What runs each kind of training that takes steps.
TRAINING_CLASSES = {
    "supervised": SupervisedTraining,
    "autoencoder": AutoencoderTraining,
    "semisupervised": SemiSupervisedTraining,
    "game": GameTraining,
}


def make_training(
    method: str,
    data: FewLabels,
    num_steps: int,
    seed: int,
    recipe: Mapping[str, Any] | None = None,
) -> Training:
    """Return the training of a method, its networks on the device of `data`.

    `recipe` changes some of the method's numbers, such as {"lr": 1e-3}. Raises
    CourseError for an unknown method and for a number that its recipe can't have.
    """
    resolved = resolve(method, recipe)
    kind = resolved["training"]
    torch.manual_seed(named_seed(seed, "initial weights"))
    if TRAININGS[kind].numbers is None:
        fit = functools.partial(fit_without_steps, method, data, seed)
        return WithoutSteps(fit, data)
    numbers = {name: resolved[name] for name in fields_of(kind)}
    made = TRAININGS[kind].numbers(num_steps=num_steps, **numbers)
    # First the discriminator: with and without a GAN it has the same first weights.
    networks = {
        role: _make_network(resolved[role], data) for role in TRAININGS[kind].parts
    }
    return TRAINING_CLASSES[kind](**networks, data=data, recipe=made, seed=seed)


def _make_network(name: str | None, data: FewLabels) -> nn.Module | None:
    """Return a network of that class, ready to be trained on the data."""
    if name is None:
        return None
    network = NETWORKS[name]().to(data.x_labelled.device)
    if isinstance(network, MLPDiscriminator):
        # With weight normalisation it looks at some images first, without labels.
        network.start_from(data.x_unlabelled[:500])
    return network


def fit_without_steps(
    method: str, data: FewLabels, seed: int, watch: Watch = nobody
) -> nn.Module:
    """Return the classifier of a method that trains no network.

    `watch` is told which share of what takes long is done.
    """
    torch.manual_seed(named_seed(seed, "initial weights"))
    recipe = resolve(method)
    if recipe["training"] == "label_propagation":
        x, y = data.x_labelled, data.y_labelled
        y = torch.cat([y, propagate_labels(x, y, data.x_unlabelled, watch)])
        return NeighbourClassifier(torch.cat([x, data.x_unlabelled]), y)
    features = {
        "laplacian": laplacian_features,
        "hog": hog_features,
        "random_network": frozen_features(Discriminator().to(data.x_labelled.device)),
    }
    return FeatureClassifier(features[recipe["features"]], data)
