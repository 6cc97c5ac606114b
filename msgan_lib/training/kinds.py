"""The kinds of training: the numbers that the recipe of each has, and its networks."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal, NamedTuple

# What a number may be, in words and as a law.
Rate = Annotated[float, "above 0", lambda rate: rate > 0]
Weight = Annotated[float, "at least 0", lambda weight: weight >= 0]
Decay = Annotated[float, "at least 0 and below 1", lambda decay: 0 <= decay < 1]
Share = Annotated[float, "from 0 to 1", lambda share: 0 <= share <= 1]
Count = Annotated[int, "at least 0", lambda count: count >= 0]
Number = Annotated[int, "at least 1", lambda number: number >= 1]
# Batch normalisation needs two images to compare.
BatchSize = Annotated[int, "from 2 to 10000", lambda size: 2 <= size <= 10_000]


@dataclass(frozen=True)
class SupervisedRecipe:
    """The numbers that a supervised training is made of."""

    num_steps: int = 1_000
    batch_size: BatchSize = 100
    lr: Rate = 2e-3
    weight_decay: Weight = 1e-2
    average_decay: Decay = 0.995
    augmented: bool = True  # every image strongly augmented each time it is seen
    input_noise: Weight = 0.0  # standard deviation of normal noise on every pixel


@dataclass(frozen=True)
class AutoencoderRecipe:
    """The numbers that an autoencoder and its linear layer are trained with."""

    num_steps: int = 1_000
    share_labelled: Share = 0.25  # of the steps: the last ones train the linear layer
    batch_size_unlabelled: BatchSize = 64
    batch_size_labelled: BatchSize = 32
    lr: Rate = 3e-3
    lr_linear: Rate = 1e-2
    weight_decay: Weight = 1e-2
    average_decay: Decay = 0.995  # of the linear layer


DiscriminatorLoss = Literal["logistic", "least_squares", "hinge", "wasserstein"]
FoolingLoss = Literal["non_saturating", "saturating", "least_squares", "wasserstein"]


@dataclass(frozen=True)
class DiscriminatorTerms:
    """What a discriminator is shown in a game, and what it lowers."""

    discriminator_loss: DiscriminatorLoss = "logistic"
    penalty: Literal["none", "r1", "gradient_penalty"] = "none"
    weight_penalty: Weight = 1.0  # R1's gamma, WGAN-GP's lambda
    penalty_every: Number = 1  # steps; it then counts so many times as much
    # Real images have 256 greys and a background of exactly 0; "quantised" fakes have
    # them too, before any augmentation. Taught in lesson 06.
    fakes_shown: Literal["as they are", "quantised"] = "as they are"


@dataclass(frozen=True)
class GameRecipe(DiscriminatorTerms):
    """The numbers that a plain game between two networks is made of."""

    num_steps: int = 1_000
    batch_size: BatchSize = 64
    generator_loss: FoolingLoss = "non_saturating"
    optimizer: Literal["adam", "sgd"] = "adam"
    lr: Rate = 1e-3  # the generator's
    lr_ratio: Rate = 1.0  # the discriminator's, in units of the generator's
    beta1: Decay = 0.5  # of Adam; SGD's momentum
    beta2: Decay = 0.99
    schedule: Literal["constant", "cosine"] = "constant"
    discriminator_steps: Number = 1  # for each step of the generator
    average_decay: Decay = 0.0  # of the generator that is measured; 0: no average


@dataclass(frozen=True)
class SemiSupervisedRecipe(DiscriminatorTerms):
    """The numbers that a semi-supervised training is made of."""

    num_steps: int = 3_000
    batch_labelled: BatchSize = 32
    batch_unlabelled: BatchSize = 100
    lr: Rate = 2e-3
    weight_decay: Weight = 1e-2
    average_decay: Decay = 0.995
    augmented: bool = True  # every image changed at random each time it is seen
    input_noise: Weight = 0.0  # standard deviation of normal noise on every pixel
    # The teacher's classes; without augmentation they are plain pseudo-labels.
    consistency: bool = True
    threshold: Share = 0.95  # probability from which the teacher's class is believed
    weight_balance: Weight = 0.1
    # Labels are handed on between this many unlabelled images; 0: there are only those
    # given. In the end neighbours vote by them, and where fewer than `few_labels` are
    # given the network learns from them too: fully at first, later with a small weight.
    propagated_per_step: Count = 20
    few_labels: Count = 500
    share_full_weight: Share = 0.1  # of the steps
    weight_later: Weight = 0.1
    # The GAN's terms; without a generator they are not used.
    weight_gan: Weight = 0.1
    lr_generator: Rate = 2e-3
    # The generator matches the mean features of real images, of all levels or the last
    # one, or it tries to fool the discriminator into calling its images real.
    generator_loss: Literal["matching", FoolingLoss] = "matching"
    matched_levels: Literal["all", "last"] = "all"
    # Standard deviation of normal noise on the images, real and generated, that are to
    # be told apart. The classifier learns from images without it.
    game_noise: Weight = 0.0
    generator_decay: Decay = 0.0  # of the generator that is kept; 0: no average


class Training(NamedTuple):
    """A kind of training: the numbers of its recipe, and which parts it takes."""

    numbers: type | None  # None: it takes no steps
    parts: dict[str, Any]  # role -> Literal of names; with None, it may be left out


TRAININGS = {
    "supervised": Training(
        SupervisedRecipe,
        {
            "network": Literal[
                "SingleScaleCNN",
                "MultiScaleCNN",
                "DeepCNN",
                "TopDownCNN",
                "MLP",
                "RowLSTM",
                "MLPDiscriminator",
            ]
        },
    ),
    "autoencoder": Training(
        AutoencoderRecipe, {"network": Literal["Autoencoder", "VAE"]}
    ),
    "semisupervised": Training(
        SemiSupervisedRecipe,
        {
            "discriminator": Literal[
                "Discriminator",
                "MLPDiscriminator",
                "SingleScaleDiscriminator",
                "ClassifyingPyramidDiscriminator",
            ],
            "generator": Literal[
                "Generator",
                "WeightNormGenerator",
                "ConvGenerator",
                "UpsamplingGenerator",
                "MultiScaleGenerator",
                "LaplacianGenerator",
                "NoiseImages",
                None,
            ],
        },
    ),
    "game": Training(
        GameRecipe,
        {
            "discriminator": Literal[
                "DenseDiscriminator",
                "WideDenseDiscriminator",
                "StridedDiscriminator",
                "StridedPyramidDiscriminator",
                "StridedTwinDiscriminator",
            ],
            "generator": Literal[
                "DenseGenerator",
                "WideDenseGenerator",
                "TransposedGenerator",
                "UpsamplingGenerator",
                "MultiScaleGenerator",
                "LaplacianGenerator",
            ],
        },
    ),
    "linear_probe": Training(
        None, {"features": Literal["laplacian", "hog", "random_network"]}
    ),
    "label_propagation": Training(None, {}),
}
