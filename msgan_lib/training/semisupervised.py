"""Few labels and many unlabelled images, with and without a GAN. Lessons 12 and 14.

All methods are one step with terms that a recipe turns on or off. The training with the
GAN's terms and the one without are the same lines: a generator that is there adds its
two terms, and nothing else changes.
"""

import functools
from collections.abc import Callable

import torch
import torch.nn.functional as F
from torch import nn

from msgan_lib.augment import augment_weakly, disturb
from msgan_lib.few_labels import FewLabels
from msgan_lib.ground.seeding import named_generator
from msgan_lib.losses import (
    DISCRIMINATOR_LOSSES,
    GENERATOR_LOSSES,
    class_balance_loss,
    consistency_loss,
    real_logit,
)
from msgan_lib.measure import class_logits
from msgan_lib.networks.pyramid_discriminators import as_shown_to, shown_to
from msgan_lib.training.adversarial import (
    as_shown,
    fooling,
    keeping_statistics,
    matching,
    penalty_of_step,
    real_logits,
    train_generator,
)
from msgan_lib.training.fixed_features import FeatureClassifier, frozen_features
from msgan_lib.training.handed_on import hand_labels_on
from msgan_lib.training.kinds import SemiSupervisedRecipe
from msgan_lib.training.loop import WHOLE, Training
from msgan_lib.training.optimizers import (
    descend,
    make_optimizer,
    moving_average,
    warm_up_then_cosine,
)
from msgan_lib.training.progress import Aside


class SemiSupervisedTraining(Training):
    """Learn from labels, from the teacher's sure answers, and from the game if any.

    The teacher is the moving average of the discriminator. A weakly augmented image
    gets the teacher's class, if it is sure; the strongly augmented one must get the
    same from the discriminator (Sohn et al., 2020). With a generator the discriminator
    also has to tell unlabelled from generated images, and the generator matches the
    mean features of all levels (Salimans et al., 2016). Both kinds of images are
    augmented alike, so the generator need not copy the augmentation (Zhao et al.,
    2020), and `game_noise` goes on both, so the discriminator can't tell them apart by
    pixels that are exactly 0 (Sønderby et al., 2017: instance noise). A generator
    without weights, `NoiseImages`, learns nothing.
    """

    def __init__(
        self,
        discriminator: nn.Module,
        generator: nn.Module | None,
        data: FewLabels,
        recipe: SemiSupervisedRecipe,
        seed: int,
    ):
        kind = "semi-supervised" + (" with a GAN" if generator else "")
        super().__init__(kind, data, recipe, seed)
        self.discriminator, self.generator = discriminator, generator
        self.averaged = moving_average(discriminator, recipe.average_decay)
        self.optimizer = make_optimizer(discriminator, recipe.lr, recipe.weight_decay)
        self.schedule = warm_up_then_cosine(self.optimizer, recipe.num_steps)
        self.noise = named_generator(seed, "noise")
        self.fake_augmentation = named_generator(seed, "augment fakes")
        self.game_noise = named_generator(seed, "game noise")
        self.optimizer_generator = None
        if generator is not None and list(generator.parameters()):
            self.averaged_generator = moving_average(generator, recipe.generator_decay)
            self.optimizer_generator = make_optimizer(
                generator, recipe.lr_generator, momentum=0.5
            )
            self.schedule_generator = warm_up_then_cosine(
                self.optimizer_generator, recipe.num_steps
            )

    def prepare(self, tell: Callable[[Aside], None] = lambda aside: None) -> None:
        """Hand labels on."""
        self.labels = hand_labels_on(
            self.data,
            self.recipe,
            lambda share: tell(Aside("handing labels on", share)),
        )
        if self.labels.num_handed_on:
            self.scoring = "neighbours vote"

    def step(self) -> dict[str, torch.Tensor | float]:
        """Train on one batch of labelled and one of unlabelled images."""
        recipe, known = self.recipe, self.labels
        x_labelled, y = self.draw(recipe.batch_labelled, *known.to_learn_from())
        (x,) = self.draw(recipe.batch_unlabelled, self.data.x_unlabelled)
        if recipe.consistency:
            logits_teacher = self.ask_teacher(x)

        # One pass for labelled and unlabelled images.
        self.discriminator.train()
        x_strong = self.augment(torch.cat([x_labelled, x]), self.augmentation)
        logits, features = self.discriminator(x_strong)
        logits_labelled, logits_real = logits.split([len(y), len(x)])
        weight_labelled = known.weight(self.steps_done)
        losses = {"labelled": weight_labelled * F.cross_entropy(logits_labelled, y)}
        if recipe.consistency:
            losses["consistency"] = consistency_loss(
                logits_real, logits_teacher, recipe.threshold
            )
            balance = class_balance_loss(logits_real)
            losses["balance"] = recipe.weight_balance * balance
        if self.generator is not None:
            z = self.generator.sample_noise(len(x), self.noise)
            x_real, features_real = x_strong[len(y) :], [f[len(y) :] for f in features]
            if recipe.game_noise:
                # Read once more: what the classifier learns from stays clean.
                x_real = self.add_game_noise(x_real)
                with keeping_statistics(self.discriminator):
                    logits_real, features_real = self.discriminator(x_real)
            game = self.game_loss(x_real, logits_real, z)
            losses["discriminator"] = recipe.weight_gan * game
        loss = sum(losses.values())
        descend(loss, self.optimizer, self.schedule)
        self.averaged.update_parameters(self.discriminator)

        losses = {name: x.detach() for name, x in {"loss": loss, **losses}.items()}
        if self.learns_to_draw:
            features_real = [level.detach() for level in features_real]
            losses["generator"] = train_generator(
                shown_to(self.discriminator, self.generator),
                self.discriminator,
                self.optimizer_generator,
                z,
                self.generator_loss(features_real),
                augment=self.augment_fakes,
            )
            self.schedule_generator.step()
            self.averaged_generator.update_parameters(self.generator)
        return losses

    @property
    def kept_generator(self) -> nn.Module | None:
        """The generator's moving average, where it has weights."""
        return self.averaged_generator.module if self.learns_to_draw else self.generator

    @property
    def learns_to_draw(self) -> bool:
        """Whether there is a generator with weights."""
        return self.optimizer_generator is not None

    def classifiers(self) -> dict[str, nn.Module]:
        """Return the network, joined by neighbours that vote if labels were handed on.

        With neighbours the network is scored alone too. So is a linear layer that is
        fitted to its features.
        """
        whole, features = self.labels.join(self.scored), frozen_features(self.scored)
        alone = {} if whole is self.scored else {"alone": self.scored}
        return {
            WHOLE: whole,
            "frozen": FeatureClassifier(features, self.data),
            **alone,
        }

    def game_loss(
        self, x_real: torch.Tensor, logits_real: torch.Tensor, z: torch.Tensor
    ) -> torch.Tensor:
        """Return how badly the discriminator tells unlabelled from generated images.

        Fakes pass through batch normalisation in a batch of their own, which is not
        remembered: in one batch with real images each kind would be measured by the
        other. The recipe's penalty is added, for which real images are read once more.
        """
        with torch.no_grad():
            x_fake = self.augment_fakes(
                shown_to(self.discriminator, self.generator).train()(z)
            )
        loss_of = DISCRIMINATOR_LOSSES[self.recipe.discriminator_loss]
        with keeping_statistics(self.discriminator):
            logits_fake, _ = self.discriminator(x_fake)
            added = penalty_of_step(self.recipe, self.steps_done, self.batches)(
                functools.partial(real_logits, self.discriminator),
                as_shown_to(self.discriminator, x_real),
                x_fake,
            )
        return loss_of(real_logit(logits_real), real_logit(logits_fake)) + added

    @torch.no_grad()
    def ask_teacher(self, x: torch.Tensor) -> torch.Tensor:
        """Return the moving average's class logits of images, weakly augmented."""
        self.averaged.eval()
        if self.recipe.augmented:
            x = augment_weakly(x, self.augmentation)
        return class_logits(self.averaged, x)

    def generator_loss(
        self, features_real: list[torch.Tensor]
    ) -> Callable[[nn.Module, torch.Tensor], torch.Tensor]:
        """Return what the generator lowers, as the recipe says."""
        if self.recipe.generator_loss != "matching":
            loss_of = GENERATOR_LOSSES[self.recipe.generator_loss]
            return functools.partial(fooling, loss_of=loss_of)
        if self.recipe.matched_levels == "last":
            features_real = features_real[-1:]
        return functools.partial(matching, features_real=features_real)

    def augment(self, x: torch.Tensor, stream: torch.Generator) -> torch.Tensor:
        """Augment images strongly and add noise to them, as the recipe says."""
        return disturb(x, stream, self.recipe.augmented, self.recipe.input_noise)

    def augment_fakes(self, x_fake: torch.Tensor) -> torch.Tensor:
        """Do to generated images what is done to real ones; gradients pass."""
        x_fake = as_shown(self.recipe, x_fake)
        return self.add_game_noise(self.augment(x_fake, self.fake_augmentation))

    def add_game_noise(self, x: torch.Tensor) -> torch.Tensor:
        """Add the noise of images that are to be told apart, if the recipe has it."""
        return disturb(x, self.game_noise, False, self.recipe.game_noise)
