"""Few labels and many unlabelled images, with and without a GAN. Lessons 12 and 14.

All methods are one step with terms that a recipe turns on or off. The training with the
GAN's terms and the one without are the same lines: a generator that is there adds its
two terms, and nothing else changes.
"""

from collections.abc import Callable
from dataclasses import asdict
from functools import cached_property

import torch
import torch.nn.functional as F
from torch import nn

from msgan_lib.augment import augment_weakly, disturb
from msgan_lib.data import FewLabels
from msgan_lib.losses import (
    class_balance_loss,
    consistency_loss,
    discriminator_loss,
    real_logit,
)
from msgan_lib.measure import class_logits
from msgan_lib.neighbours import (
    NeighbourClassifier,
    NetworkAndNeighbours,
    Watch,
    nobody,
)
from msgan_lib.propagation import propagate_labels
from msgan_lib.training.adversarial import keeping_statistics, train_generator
from msgan_lib.training.loop import (
    Aside,
    Training,
    draw_batch,
    moving_average,
    warm_up_then_cosine,
)
from msgan_lib.training.recipes import SemiSupervisedRecipe
from msgan_lib.training.supervised import make_optimizer


class SemiSupervisedTraining(Training):
    """Learn from labels, from the teacher's sure answers, and from the game if any.

    The teacher is the moving average of the discriminator. A weakly augmented image
    gets the teacher's class, if it is sure; the strongly augmented one must get the
    same from the discriminator (Sohn et al., 2020). With a generator the discriminator
    also has to tell unlabelled from generated images, and the generator matches the
    mean features of all levels (Salimans et al., 2016). Both kinds of images are
    augmented alike, so the generator need not copy the augmentation (Zhao et al.,
    2020). A generator without weights, `NoiseImages`, learns nothing.
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
        super().__init__(config={"kind": kind, "seed": seed, **asdict(recipe)})
        self.discriminator, self.generator = discriminator, generator
        self.data, self.recipe = data, recipe
        self.averaged = moving_average(discriminator, recipe.average_decay)
        self.optimizer = make_optimizer(discriminator, recipe.lr, recipe.weight_decay)
        self.schedule = warm_up_then_cosine(self.optimizer, recipe.num_steps)
        self.parts |= {
            "discriminator": discriminator,
            "averaged": self.averaged,
            "optimizer": self.optimizer,
            "schedule": self.schedule,
        }
        self.batches, self.augmentation = self.add_streams(seed, "batches", "augment")
        if generator is not None:
            self.noise, self.fake_augmentation = self.add_streams(
                seed, "noise", "augment fakes"
            )
            self.parts["generator"] = generator
        self.optimizer_generator = None
        if generator is not None and list(generator.parameters()):
            self.optimizer_generator = torch.optim.Adam(
                generator.parameters(),
                lr=recipe.lr_generator,
                betas=(0.5, 0.99),
                fused=True,
            )
            self.schedule_generator = warm_up_then_cosine(
                self.optimizer_generator, recipe.num_steps
            )
            self.parts |= {
                "optimizer_generator": self.optimizer_generator,
                "schedule_generator": self.schedule_generator,
            }

    def prepare(self, tell: Callable[[Aside], None]) -> None:
        """Hand labels on."""
        self.known = self._known(lambda share: tell(Aside("handing labels on", share)))

    def step(self) -> dict[str, torch.Tensor | float]:
        """Train on one batch of labelled and one of unlabelled images."""
        recipe, x_all = self.recipe, self.data.x_unlabelled
        x_known, y_known = self.labelled
        labelled = draw_batch(
            len(x_known), recipe.batch_labelled, self.batches, x_all.device
        )
        unlabelled = draw_batch(
            len(x_all), recipe.batch_unlabelled, self.batches, x_all.device
        )
        y = y_known[labelled]
        x = x_all[unlabelled]
        if recipe.consistency:
            logits_teacher = self.ask_teacher(x)

        # One pass for labelled and unlabelled images.
        self.discriminator.train()
        x_strong = self.augment(torch.cat([x_known[labelled], x]), self.augmentation)
        logits, features = self.discriminator(x_strong)
        logits_labelled, logits_real = logits.split([len(y), len(x)])
        losses = {
            "labelled": self.weight_labelled() * F.cross_entropy(logits_labelled, y)
        }
        if recipe.consistency:
            losses["consistency"] = consistency_loss(
                logits_real, logits_teacher, recipe.threshold
            )
            balance = class_balance_loss(logits_real)
            losses["balance"] = recipe.weight_balance * balance
        if self.generator is not None:
            z = self.generator.sample_noise(len(x), self.noise)
            losses["discriminator"] = recipe.weight_gan * self.game_loss(logits_real, z)
        loss = sum(losses.values())
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        self.schedule.step()
        self.averaged.update_parameters(self.discriminator)

        losses = {name: x.detach() for name, x in {"loss": loss, **losses}.items()}
        if self.optimizer_generator is not None:
            features_real = [level[len(y) :].detach() for level in features]
            losses["generator"] = train_generator(
                self.generator,
                self.discriminator,
                self.optimizer_generator,
                z,
                features_real=self.to_match(features_real),
                augment=self.augment_fakes,
            )
            self.schedule_generator.step()
        return losses

    def final_classifier(self) -> nn.Module:
        """Return the averaged network, and neighbours if labels were handed on."""
        if not len(self.hand_on_to()):
            return self.averaged
        return NetworkAndNeighbours(self.averaged, NeighbourClassifier(*self.known))

    @cached_property
    def labelled(self) -> tuple[torch.Tensor, torch.Tensor]:
        """The images that the network learns from as labelled, and their labels.

        A network that starts from ten examples of a class takes other ways of writing
        it for another class, and goes on to teach itself that. Among images that got
        their labels from neighbours there are all ways of writing a class, and few
        labels are wrong. Where many labels are given there are all ways among them.
        """
        data = self.data
        if len(data.x_labelled) < self.recipe.few_labels:
            return self.known
        return data.x_labelled, data.y_labelled

    @cached_property
    def known(self) -> tuple[torch.Tensor, torch.Tensor]:
        """The images whose labels were given or handed on, and their labels."""
        return self._known(nobody)

    def _known(self, watch: Watch) -> tuple[torch.Tensor, torch.Tensor]:
        x, y = self.data.x_labelled, self.data.y_labelled
        others = self.hand_on_to()
        if not len(others):
            return x, y
        y_others = propagate_labels(x, y, others, watch)
        return torch.cat([x, others]), torch.cat([y, y_others])

    def hand_on_to(self) -> torch.Tensor:
        """Return the unlabelled images that are to get labels from neighbours.

        A short training has fewer of them: it need not wait for long.
        """
        data, recipe = self.data, self.recipe
        x = data.x_unlabelled[: recipe.propagated_per_step * recipe.num_steps]
        return x if len(data.x_labelled) < len(x) else x[:0]

    def weight_labelled(self) -> float:
        """Return the weight of the loss on labelled images at this step.

        After the start it is small where labels were handed on: a network that has
        learned to overrule the wrong ones must be free to do so.
        """
        recipe = self.recipe
        started = self.steps_done >= recipe.share_full_weight * recipe.num_steps
        handed_on = len(self.labelled[0]) > len(self.data.x_labelled)
        return recipe.weight_later if started and handed_on else 1.0

    def game_loss(self, logits_real: torch.Tensor, z: torch.Tensor) -> torch.Tensor:
        """Return how badly the discriminator tells unlabelled from generated images.

        Fakes pass through batch normalisation in a batch of their own, which is not
        remembered: in one batch with real images each kind would be measured by the
        other.
        """
        with torch.no_grad():
            x_fake = self.augment_fakes(self.generator.train()(z))
        with keeping_statistics(self.discriminator):
            logits_fake, _ = self.discriminator(x_fake)
        return discriminator_loss(real_logit(logits_real), real_logit(logits_fake))

    @torch.no_grad()
    def ask_teacher(self, x: torch.Tensor) -> torch.Tensor:
        """Return the moving average's class logits of images, weakly augmented."""
        self.averaged.eval()
        if self.recipe.augmented:
            x = augment_weakly(x, self.augmentation)
        return class_logits(self.averaged, x)

    def to_match(self, features: list[torch.Tensor]) -> list[torch.Tensor] | None:
        """Return the levels whose features the generator is to match, None for none."""
        if self.recipe.generator_loss == "fooling":
            return None
        return features if self.recipe.matched_levels == "all" else features[-1:]

    def augment(self, x: torch.Tensor, stream: torch.Generator) -> torch.Tensor:
        """Augment images strongly and add noise to them, as the recipe says."""
        return disturb(x, stream, self.recipe.augmented, self.recipe.input_noise)

    def augment_fakes(self, x_fake: torch.Tensor) -> torch.Tensor:
        """Augment generated images as the real ones are; gradients pass."""
        return self.augment(x_fake, self.fake_augmentation)
