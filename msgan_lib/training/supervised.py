"""Training a classifier on labelled images alone. Taught in lessons 02 and 14."""

from dataclasses import asdict

import torch
import torch.nn.functional as F
from torch import nn

from msgan_lib.augment import disturb
from msgan_lib.data import FewLabels
from msgan_lib.measure import class_logits
from msgan_lib.training.loop import (
    Training,
    draw_batch,
    moving_average,
    warm_up_then_cosine,
)
from msgan_lib.training.recipes import SupervisedRecipe


class SupervisedTraining(Training):
    """Minimise the cross-entropy on labelled images, augmented anew at every step."""

    def __init__(
        self, network: nn.Module, data: FewLabels, recipe: SupervisedRecipe, seed: int
    ):
        super().__init__(config={"kind": "supervised", "seed": seed, **asdict(recipe)})
        self.network, self.data, self.recipe = network, data, recipe
        self.averaged = moving_average(network, recipe.average_decay)
        self.optimizer = make_optimizer(network, recipe.lr, recipe.weight_decay)
        self.schedule = warm_up_then_cosine(self.optimizer, recipe.num_steps)
        self.parts |= {
            "network": network,
            "averaged": self.averaged,
            "optimizer": self.optimizer,
            "schedule": self.schedule,
        }
        self.batches, self.augmentation = self.add_streams(seed, "batches", "augment")

    def step(self) -> dict[str, torch.Tensor]:
        """Train on one batch of labelled images."""
        x, y = self.data.x_labelled, self.data.y_labelled
        drawn = draw_batch(len(x), self.recipe.batch_size, self.batches, x.device)
        x, y = x[drawn], y[drawn]
        x = disturb(
            x, self.augmentation, self.recipe.augmented, self.recipe.input_noise
        )
        self.network.train()
        loss = F.cross_entropy(class_logits(self.network, x), y)
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        self.schedule.step()
        self.averaged.update_parameters(self.network)
        return {"loss": loss.detach()}


def make_optimizer(
    network: nn.Module, lr: float, weight_decay: float
) -> torch.optim.Optimizer:
    """Return AdamW in its fused form: one call for all weights."""
    return torch.optim.AdamW(
        network.parameters(),
        lr=lr,
        betas=(0.9, 0.99),
        weight_decay=weight_decay,
        fused=True,
    )
