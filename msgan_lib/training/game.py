"""A plain game: a generator and a discriminator, and no labels. Taught in lesson 07."""

import functools

import torch
from torch import nn
from torch.optim.lr_scheduler import LambdaLR

from msgan_lib import few_labels
from msgan_lib.few_labels import FewLabels
from msgan_lib.ground.seeding import named_generator
from msgan_lib.losses import DISCRIMINATOR_LOSSES, GENERATOR_LOSSES
from msgan_lib.measure import evaluating
from msgan_lib.measure_images import measure_features, read_images
from msgan_lib.networks.judge import Judge
from msgan_lib.networks.pyramid_discriminators import as_shown_to, shown_to
from msgan_lib.training.adversarial import (
    as_shown,
    fooling,
    penalty_of_step,
    train_discriminator,
    train_generator,
)
from msgan_lib.training.adversarial import test_discriminator as look_at_discriminator
from msgan_lib.training.kinds import GameRecipe
from msgan_lib.training.loop import Training
from msgan_lib.training.optimizers import moving_average, warm_up_then_cosine
from msgan_lib.weights import load_judge

NUM_SAMPLES = 10_000  # of a finished generator, to be measured


class GameTraining(Training):
    """Train a generator against a discriminator, as the recipe says.

    Real images are the first 55,000 training images, without their labels. The moving
    average of the generator is measured: the judge compares its samples with the
    development images, which took no part in the game.
    """

    def __init__(
        self,
        discriminator: nn.Module,
        generator: nn.Module,
        data: FewLabels,
        recipe: GameRecipe,
        seed: int,
    ):
        super().__init__("game", data, recipe, seed)
        self.discriminator, self.generator = discriminator, generator
        self.averaged = moving_average(generator, recipe.average_decay)
        self.noise = named_generator(seed, "noise")
        self.x_real = data.x_unlabelled[: -few_labels.DEVELOPMENT_SIZE]
        # As many as there are development images, the same ones after every epoch.
        self.z_looked_at = generator.sample_noise(
            len(data.x_development), named_generator(seed, "looked at")
        )
        self.optimizer_discriminator = _optimizer(
            discriminator, recipe, recipe.lr * recipe.lr_ratio
        )
        self.optimizer_generator = _optimizer(generator, recipe, recipe.lr)
        self.schedules = [
            _schedule(optimizer, recipe)
            for optimizer in (self.optimizer_discriminator, self.optimizer_generator)
        ]
        # The state of a training is that of its attributes, not of those in a list.
        self.schedule_discriminator, self.schedule_generator = self.schedules

    def step(self) -> dict[str, float]:
        """Train the discriminator once or more, then the generator once."""
        recipe = self.recipe
        shown = shown_to(self.discriminator, self.generator)
        for _ in range(recipe.discriminator_steps):
            (x_real,) = self.draw(recipe.batch_size, self.x_real)
            with torch.no_grad():
                z = self.sample_noise(recipe.batch_size)
                x_fake = as_shown(recipe, shown.train()(z))
            loss = train_discriminator(
                self.discriminator,
                self.optimizer_discriminator,
                as_shown_to(self.discriminator, x_real),
                x_fake,
                DISCRIMINATOR_LOSSES[recipe.discriminator_loss],
                penalty_of_step(recipe, self.steps_done, self.batches),
            )
        loss_generator = train_generator(
            shown,
            self.discriminator,
            self.optimizer_generator,
            self.sample_noise(recipe.batch_size),
            functools.partial(fooling, loss_of=GENERATOR_LOSSES[recipe.generator_loss]),
            augment=functools.partial(as_shown, recipe),
        )
        self.averaged.update_parameters(self.generator)
        for schedule in self.schedules:
            schedule.step()
        return {"loss": loss, "generator": loss_generator}

    def sample_noise(self, n: int) -> torch.Tensor:
        """Draw z (n, latent_size)."""
        return self.generator.sample_noise(n, self.noise)

    def looked_at(self) -> tuple[dict[str, float], str]:
        """Return what samples are like after an epoch, as numbers and in words."""
        measured = self.measure(self.z_looked_at)
        return measured, in_words(measured)

    @functools.cached_property
    def features_real(self) -> torch.Tensor:
        """What the judge finds in the development images, read once."""
        return read_images(self.judge(), self.data.x_development)[1]

    def judge(self) -> Judge:
        """Return what compares images. It is no part of the training's state."""
        return load_judge().to(self.data.x_development.device)

    def measure(self, z: torch.Tensor) -> dict[str, float]:
        """Return what the judge says of the images of z, and the discriminator too."""
        x_fake, x_real = draw_images(self.scored, z), self.data.x_development
        shown = draw_images(shown_to(self.discriminator, self.scored), z[:1_000])
        told_apart = look_at_discriminator(
            self.discriminator,
            as_shown_to(self.discriminator, x_real[:1_000]),
            as_shown(self.recipe, shown),
        )
        logits, features = read_images(self.judge(), x_fake)
        return measure_features(logits, features, self.features_real) | {
            name: told_apart[name]
            for name in ("real_recognised_percent", "fake_recognised_percent")
        }


@torch.no_grad()
def draw_images(
    generator: nn.Module, z: torch.Tensor, batch_size: int = 500
) -> torch.Tensor:
    """Return the images (n, 1, 28, 28) of z (n, latent_size), in evaluation mode.

    A generator that shows all levels gives rows (n, 1029).
    """
    with evaluating(generator):
        return torch.cat([generator(part) for part in z.split(batch_size)])


def in_words(measured: dict[str, float]) -> str:
    """Return what measure_samples says, in words."""
    return (
        f"distance {measured['frechet_distance']:.0f}, "
        f"{measured['classes_reached']} classes, {measured['sure_percent']:.0f} % sure"
    )


def _optimizer(
    network: nn.Module, recipe: GameRecipe, lr: float
) -> torch.optim.Optimizer:
    if recipe.optimizer == "sgd":
        return torch.optim.SGD(network.parameters(), lr=lr, momentum=recipe.beta1)
    betas = (recipe.beta1, recipe.beta2)
    return torch.optim.Adam(network.parameters(), lr=lr, betas=betas, fused=True)


def _schedule(optimizer: torch.optim.Optimizer, recipe: GameRecipe) -> LambdaLR:
    if recipe.schedule == "cosine":
        return warm_up_then_cosine(optimizer, recipe.num_steps)
    return LambdaLR(optimizer, lambda step: 1.0)
