"""A code learnt without labels, and a linear layer on it. Taught in lesson 03."""

import torch
import torch.nn.functional as F
from torch import nn

from msgan_lib.augment import augment_strongly
from msgan_lib.few_labels import FewLabels
from msgan_lib.ground.seeding import named_generator
from msgan_lib.losses import kl_divergence, reconstruction_loss
from msgan_lib.networks.autoencoders import (
    VAE,
    Autoencoder,
    CodeClassifier,
    sample_code,
)
from msgan_lib.training.fixed_features import FeatureClassifier, frozen_features
from msgan_lib.training.kinds import AutoencoderRecipe
from msgan_lib.training.loop import Training
from msgan_lib.training.optimizers import (
    descend,
    make_optimizer,
    moving_average,
    warm_up_then_cosine,
)


def restoring_losses(
    network: Autoencoder | VAE, x: torch.Tensor, noise: torch.Generator
) -> dict[str, torch.Tensor]:
    """Return what an autoencoder minimises on images x; their sum is its loss.

    "reconstruction" in nats an image, and for a VAE "kl" too: the negative of the
    evidence lower bound, with one draw of the code (Kingma and Welling, 2014). Taught
    in lesson 03.
    """
    if not isinstance(network, VAE):
        return {"reconstruction": reconstruction_loss(network(x), x)}
    mean, log_variance = network.encode(x)
    restored = network.decoder(sample_code(mean, log_variance, noise))
    return {
        "reconstruction": reconstruction_loss(restored, x),
        "kl": kl_divergence(mean, log_variance),
    }


class AutoencoderTraining(Training):
    """First restore unlabelled images, then classify from the frozen code.

    In the last steps the encoder only passes labelled images on, and the linear layer
    alone learns. Labelled images are strongly augmented each time they are seen; of the
    unlabelled ones there are enough. The decoder is kept as `generator`: it turns new
    codes into new images.
    """

    def __init__(
        self,
        network: Autoencoder | VAE,
        data: FewLabels,
        recipe: AutoencoderRecipe,
        seed: int,
    ):
        super().__init__(type(network).__name__, data, recipe, seed)
        self.network, self.generator = network, network.decoder
        self.noise = named_generator(seed, "noise")
        self.classifier = CodeClassifier(network.encoder, network.decoder.latent_size)
        self.classifier.to(data.x_labelled.device)
        self.averaged = moving_average(self.classifier, recipe.average_decay)
        labelled_steps = max(1, round(recipe.share_labelled * recipe.num_steps))
        self.unlabelled_steps = recipe.num_steps - labelled_steps
        self.optimizer = make_optimizer(network, recipe.lr, recipe.weight_decay)
        self.schedule = warm_up_then_cosine(
            self.optimizer, max(1, self.unlabelled_steps)
        )
        self.optimizer_linear = make_optimizer(
            self.classifier.head, recipe.lr_linear, recipe.weight_decay
        )
        self.schedule_linear = warm_up_then_cosine(
            self.optimizer_linear, labelled_steps
        )

    def step(self) -> dict[str, torch.Tensor]:
        """Train on one batch: of unlabelled images at first, later of labelled ones."""
        if self.steps_done < self.unlabelled_steps:
            return self.restore()
        losses = self.classify()
        # The first time this copies the encoder, which no longer moves.
        self.averaged.update_parameters(self.classifier)
        return losses

    def restore(self) -> dict[str, torch.Tensor]:
        """Train encoder and decoder on unlabelled images."""
        (x,) = self.draw(self.recipe.batch_size_unlabelled, self.data.x_unlabelled)
        losses = restoring_losses(self.network, x, self.noise)
        loss = sum(losses.values())
        descend(loss, self.optimizer, self.schedule)
        return {"loss": loss, **losses}

    def classify(self) -> dict[str, torch.Tensor]:
        """Train the linear layer on the codes of labelled images."""
        x, y = self.draw(
            self.recipe.batch_size_labelled, self.data.x_labelled, self.data.y_labelled
        )
        with torch.no_grad():
            code = self.classifier.code(augment_strongly(x, self.augmentation))
        loss = F.cross_entropy(self.classifier.head(code), y)
        descend(loss, self.optimizer_linear, self.schedule_linear)
        return {"loss": loss}

    def classifiers(self) -> dict[str, nn.Module]:
        """Return what is scored, and a linear layer that is fitted to the codes."""
        frozen = FeatureClassifier(frozen_features(self.scored), self.data)
        return super().classifiers() | {"frozen": frozen}
