"""A code learnt without labels, and a linear layer on it. Taught in lesson 03."""

from dataclasses import asdict

import torch
import torch.nn.functional as F

from msgan_lib.augment import augment_strongly
from msgan_lib.data import FewLabels
from msgan_lib.losses import kl_divergence, reconstruction_loss
from msgan_lib.networks.autoencoders import (
    VAE,
    Autoencoder,
    CodeClassifier,
    sample_code,
)
from msgan_lib.training.loop import (
    Training,
    draw_batch,
    moving_average,
    warm_up_then_cosine,
)
from msgan_lib.training.recipes import AutoencoderRecipe
from msgan_lib.training.supervised import make_optimizer


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
        kind = type(network).__name__
        super().__init__(config={"kind": kind, "seed": seed, **asdict(recipe)})
        self.network, self.data, self.recipe = network, data, recipe
        self.generator = network.decoder
        self.classifier = CodeClassifier(network.encoder, network.decoder.code_size)
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
        self.parts |= {
            "network": network,
            "linear": self.classifier.head,
            "averaged": self.averaged,
            "optimizer": self.optimizer,
            "schedule": self.schedule,
            "optimizer_linear": self.optimizer_linear,
            "schedule_linear": self.schedule_linear,
        }
        self.batches, self.augmentation, self.noise = self.add_streams(
            seed, "batches", "augment", "noise"
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
        x = self.data.x_unlabelled
        x = x[self._draw(x, self.recipe.batch_size_unlabelled)]
        losses = restoring_losses(self.network, x, self.noise)
        loss = sum(losses.values())
        _descend(loss, self.optimizer, self.schedule)
        return {"loss": loss, **losses}

    def classify(self) -> dict[str, torch.Tensor]:
        """Train the linear layer on the codes of labelled images."""
        x = self.data.x_labelled
        drawn = self._draw(x, self.recipe.batch_size_labelled)
        x = augment_strongly(x[drawn], self.augmentation)
        with torch.no_grad():
            code = self.classifier.code(x)
        loss = F.cross_entropy(self.classifier.head(code), self.data.y_labelled[drawn])
        _descend(loss, self.optimizer_linear, self.schedule_linear)
        return {"loss": loss}

    def _draw(self, x_all: torch.Tensor, batch_size: int) -> torch.Tensor:
        """Return the indices of a batch."""
        return draw_batch(len(x_all), batch_size, self.batches, x_all.device)


def _descend(
    loss: torch.Tensor,
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LRScheduler,
) -> None:
    """Do one step of an optimizer and of its schedule."""
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    schedule.step()
