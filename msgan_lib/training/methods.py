"""The methods that the course compares, by name."""

import functools

import torch
from torch import nn

from msgan_lib.data import FewLabels
from msgan_lib.ground.errors import CourseError
from msgan_lib.ground.seeding import named_seed
from msgan_lib.neighbours import NeighbourClassifier, Watch, nobody
from msgan_lib.networks.autoencoders import VAE, Autoencoder
from msgan_lib.networks.classifiers import DeepCNN, MultiScaleCNN, SingleScaleCNN
from msgan_lib.networks.discriminators import (
    Discriminator,
    MLPDiscriminator,
    SingleScaleDiscriminator,
)
from msgan_lib.networks.feature_pyramid import TopDownCNN
from msgan_lib.networks.generators import (
    ConvGenerator,
    Generator,
    NoiseImages,
    WeightNormGenerator,
)
from msgan_lib.networks.rivals import MLP, RowLSTM
from msgan_lib.propagation import propagate_labels
from msgan_lib.training.autoencoding import AutoencoderRecipe, AutoencoderTraining
from msgan_lib.training.fixed_features import (
    FeatureClassifier,
    WithoutSteps,
    frozen_features,
    hog_features,
    laplacian_features,
)
from msgan_lib.training.loop import Training
from msgan_lib.training.semisupervised import (
    SemiSupervisedRecipe,
    SemiSupervisedTraining,
)
from msgan_lib.training.supervised import SupervisedRecipe, SupervisedTraining

# Written out, since a sweep file's methods are checked without importing PyTorch.
METHODS = (
    # Lesson 14 and the README
    "supervised_single_scale",
    "supervised_multiscale",
    "semisupervised_without_gan",
    "semisupervised_with_gan",
    # Lesson 02
    "supervised_deep",
    "supervised_top_down",
    # Lesson 03
    "supervised_mlp",
    "supervised_lstm",
    "autoencoder_linear",
    "vae_linear",
    "quick_single_scale",
    "quick_multiscale",
    # Lesson 16: no network at all
    "propagated_neighbours",
    # features that no label has shaped, and a linear layer
    "laplacian_linear",
    "hog_linear",
    "random_linear",
    # without augmentation
    "plain_mlp_supervised",
    "plain_mlp_pseudo_labels",
    "plain_mlp_gan",
    "plain_multiscale_supervised",
    "plain_multiscale_pseudo_labels",
    "plain_multiscale_gan",
    # with augmentation
    "augmented_supervised",
    "augmented_consistency",
    "augmented_gan",
    "augmented_gan_consistency",
    "augmented_noise_consistency",
    # the same games with the ordinary loss of the generator
    "plain_multiscale_gan_fooling",
    "augmented_gan_fooling",
    "augmented_gan_fooling_consistency",
    "plain_mlp_gan_fooling",
    "semisupervised_with_gan_fooling",
    # one thing changed in a training without augmentation
    "plain_multiscale_gan_last_level",
    "plain_single_scale_gan",
    "plain_multiscale_gan_not_averaged",
    "plain_multiscale_gan_no_input_noise",
    "plain_mlp_gan_no_weight_norm",
)
HEADLINE_METHODS = METHODS[:4]
RIVALS = METHODS[6:12]

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
    "plain_mlp_supervised": MLPDiscriminator,
    "plain_multiscale_supervised": MultiScaleCNN,
    "augmented_supervised": MultiScaleCNN,
}
# Those that restore unlabelled images; a linear layer on their code learns from labels.
AUTOENCODERS = {"autoencoder_linear": Autoencoder, "vae_linear": VAE}
# Nothing is trained but a linear layer, if any.
WITHOUT_STEPS = (
    "propagated_neighbours",
    "laplacian_linear",
    "hog_linear",
    "random_linear",
)
# Those that learn from labelled and unlabelled images: a discriminator, and what makes
# the images that it is to tell from real ones.
SEMISUPERVISED_NETWORKS = {
    "semisupervised_without_gan": (Discriminator, None),
    "semisupervised_with_gan": (Discriminator, Generator),
    "plain_mlp_pseudo_labels": (MLPDiscriminator, None),
    "plain_mlp_gan": (MLPDiscriminator, WeightNormGenerator),
    "plain_multiscale_pseudo_labels": (Discriminator, None),
    "plain_multiscale_gan": (Discriminator, ConvGenerator),
    "augmented_consistency": (Discriminator, None),
    "augmented_gan": (Discriminator, ConvGenerator),
    "augmented_gan_consistency": (Discriminator, ConvGenerator),
    "augmented_noise_consistency": (Discriminator, NoiseImages),
    "plain_multiscale_gan_fooling": (Discriminator, ConvGenerator),
    "augmented_gan_fooling": (Discriminator, ConvGenerator),
    "augmented_gan_fooling_consistency": (Discriminator, ConvGenerator),
    "plain_mlp_gan_fooling": (MLPDiscriminator, WeightNormGenerator),
    "semisupervised_with_gan_fooling": (Discriminator, Generator),
    "plain_multiscale_gan_last_level": (Discriminator, ConvGenerator),
    "plain_single_scale_gan": (SingleScaleDiscriminator, ConvGenerator),
    "plain_multiscale_gan_not_averaged": (Discriminator, ConvGenerator),
    "plain_multiscale_gan_no_input_noise": (Discriminator, ConvGenerator),
    "plain_mlp_gan_no_weight_norm": (MLPDiscriminator, Generator),
}

# What differs from a recipe's defaults.
_GIVEN_ALONE = {"propagated_per_step": 0}
_PLAIN = _GIVEN_ALONE | {"augmented": False, "input_noise": 0.3}
_PLAIN_GAME = _PLAIN | {"consistency": False, "weight_gan": 0.3, "lr_generator": 5e-3}
_PLAIN_MLP = _PLAIN | {"batch_labelled": 100, "lr": 3e-3}
_PLAIN_MLP_GAME = _PLAIN_MLP | {"consistency": False, "weight_gan": 1.0}
_AUGMENTED_GAME = _GIVEN_ALONE | {
    "consistency": False,
    "weight_gan": 0.3,
    "lr_generator": 5e-3,
}
_AUGMENTED_GAME_ON_TOP = _GIVEN_ALONE | {"lr_generator": 5e-3}
_FOOLING = {"matched_levels": "none"}
CHANGES = {
    # Short trainings want small batches.
    "supervised_mlp": {"batch_size": 32, "lr": 1e-2},
    "supervised_lstm": {"batch_size": 32, "lr": 1e-2},
    "autoencoder_linear": {"lr": 1e-2},
    "quick_single_scale": {"batch_size": 32, "lr": 1e-2},
    "quick_multiscale": {"batch_size": 32, "lr": 3e-3},
    "plain_mlp_supervised": {"lr": 3e-3, "augmented": False, "input_noise": 0.3},
    "plain_mlp_pseudo_labels": _PLAIN_MLP,
    "plain_mlp_gan": _PLAIN_MLP_GAME,
    "plain_multiscale_supervised": {
        "batch_size": 32,
        "augmented": False,
        "input_noise": 0.3,
    },
    "plain_multiscale_pseudo_labels": _PLAIN,
    "plain_multiscale_gan": _PLAIN_GAME,
    "augmented_supervised": {"batch_size": 32},
    "augmented_consistency": _GIVEN_ALONE,
    "augmented_gan": _AUGMENTED_GAME,
    "augmented_gan_consistency": _AUGMENTED_GAME_ON_TOP,
    "augmented_noise_consistency": _GIVEN_ALONE,
    "plain_multiscale_gan_fooling": _PLAIN_GAME | _FOOLING,
    "augmented_gan_fooling": _AUGMENTED_GAME | _FOOLING,
    "augmented_gan_fooling_consistency": _AUGMENTED_GAME_ON_TOP | _FOOLING,
    "plain_mlp_gan_fooling": _PLAIN_MLP_GAME | _FOOLING,
    "semisupervised_with_gan_fooling": _FOOLING,
    "plain_multiscale_gan_last_level": _PLAIN_GAME | {"matched_levels": "last"},
    "plain_single_scale_gan": _PLAIN_GAME,
    "plain_multiscale_gan_not_averaged": _PLAIN_GAME | {"average_decay": 0.0},
    "plain_multiscale_gan_no_input_noise": _PLAIN_GAME | {"input_noise": 0.0},
    "plain_mlp_gan_no_weight_norm": _PLAIN_MLP_GAME,
}


def make_training(method: str, data: FewLabels, num_steps: int, seed: int) -> Training:
    """Return the training of a method, its networks on the device of `data`.

    Raises CourseError for an unknown method.
    """
    device = data.x_labelled.device
    changes = CHANGES.get(method, {})
    torch.manual_seed(named_seed(seed, "initial weights"))
    if method in SUPERVISED_NETWORKS:
        network = SUPERVISED_NETWORKS[method]().to(device)
        _start_from_data(network, data)
        recipe = SupervisedRecipe(num_steps=num_steps, **changes)
        training = SupervisedTraining(network, data, recipe, seed)
    elif method in AUTOENCODERS:
        network = AUTOENCODERS[method]().to(device)
        recipe = AutoencoderRecipe(num_steps=num_steps, **changes)
        training = AutoencoderTraining(network, data, recipe, seed)
    elif method in SEMISUPERVISED_NETWORKS:
        # First the discriminator: with and without a GAN it has the same first weights.
        discriminator, generator = SEMISUPERVISED_NETWORKS[method]
        discriminator = discriminator().to(device)
        _start_from_data(discriminator, data)
        generator = generator and generator().to(device)
        recipe = SemiSupervisedRecipe(num_steps=num_steps, **changes)
        training = SemiSupervisedTraining(discriminator, generator, data, recipe, seed)
    elif method in WITHOUT_STEPS:
        fit = functools.partial(fit_without_steps, method, data, seed)
        training = WithoutSteps(fit, data)
    else:
        names = ", ".join(METHODS)
        raise CourseError(f"Unknown method {method!r}; there are: {names}.")
    return training


def _start_from_data(network: nn.Module, data: FewLabels) -> None:
    """Let an MLP with weight normalisation look at some images, without labels."""
    if isinstance(network, MLPDiscriminator):
        network.start_from(data.x_unlabelled[:500])


def fit_without_steps(
    method: str, data: FewLabels, seed: int, watch: Watch = nobody
) -> nn.Module:
    """Return the classifier of a method that trains no network.

    `watch` is told which share of what takes long is done.
    """
    torch.manual_seed(named_seed(seed, "initial weights"))
    if method == "propagated_neighbours":
        x, y = data.x_labelled, data.y_labelled
        y = torch.cat([y, propagate_labels(x, y, data.x_unlabelled, watch)])
        return NeighbourClassifier(torch.cat([x, data.x_unlabelled]), y)
    features = {
        "laplacian_linear": laplacian_features,
        "hog_linear": hog_features,
        "random_linear": frozen_features(Discriminator().to(data.x_labelled.device)),
    }
    return FeatureClassifier(features[method], data)
