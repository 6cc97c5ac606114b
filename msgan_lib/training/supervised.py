"""Training a classifier on labelled images alone. Taught in lessons 02 and 14."""

import torch
import torch.nn.functional as F
from torch import nn

from msgan_lib.augment import disturb
from msgan_lib.few_labels import FewLabels
from msgan_lib.measure import class_logits
from msgan_lib.training.kinds import SupervisedRecipe
from msgan_lib.training.loop import Training
from msgan_lib.training.optimizers import (
    descend,
    make_optimizer,
    moving_average,
    warm_up_then_cosine,
)


class SupervisedTraining(Training):
    """Minimise the cross-entropy on labelled images, augmented anew at every step."""

    def __init__(
        self, network: nn.Module, data: FewLabels, recipe: SupervisedRecipe, seed: int
    ):
        super().__init__("supervised", data, recipe, seed)
        self.network = network
        self.averaged = moving_average(network, recipe.average_decay)
        self.optimizer = make_optimizer(network, recipe.lr, recipe.weight_decay)
        self.schedule = warm_up_then_cosine(self.optimizer, recipe.num_steps)

    def step(self) -> dict[str, torch.Tensor]:
        """Train on one batch of labelled images."""
        recipe, data = self.recipe, self.data
        x, y = self.draw(recipe.batch_size, data.x_labelled, data.y_labelled)
        x = disturb(x, self.augmentation, recipe.augmented, recipe.input_noise)
        loss = F.cross_entropy(class_logits(self.network.train(), x), y)
        descend(loss, self.optimizer, self.schedule)
        self.averaged.update_parameters(self.network)
        return {"loss": loss.detach()}
