"""Labels handed on: who gets them, how much they count, who votes by them. Lesson 14.

A network that starts from ten examples of a class takes other ways of writing it for
another class, and goes on to teach itself that. Among images that got their labels from
neighbours there are all ways of writing a class, and few labels are wrong.
"""

from dataclasses import dataclass

import torch
from torch import nn

from msgan_lib.few_labels import FewLabels
from msgan_lib.neighbours import (
    NeighbourClassifier,
    NetworkAndNeighbours,
    Watch,
    nobody,
)
from msgan_lib.propagation import propagate_labels
from msgan_lib.training.kinds import SemiSupervisedRecipe


@dataclass(frozen=True)
class KnownLabels:
    """The images whose labels are known: the given ones first, then those handed on."""

    x: torch.Tensor
    y: torch.Tensor
    num_given: int
    recipe: SemiSupervisedRecipe

    @property
    def num_handed_on(self) -> int:
        """How many of them got their label from neighbours."""
        return len(self.y) - self.num_given

    def to_learn_from(self) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the images that a network learns from as labelled, and their labels.

        Where many labels are given there are all ways of writing a class among them,
        and it learns from these alone.
        """
        many = self.num_given >= self.recipe.few_labels
        num_learnt = self.num_given if many else len(self.y)
        return self.x[:num_learnt], self.y[:num_learnt]

    def weight(self, steps_done: int) -> float:
        """Return the weight of the loss on labelled images after so many steps.

        After the start it is small where labels were handed on: a network that has
        learned to overrule the wrong ones must be free to do so.
        """
        recipe = self.recipe
        started = steps_done >= recipe.share_full_weight * recipe.num_steps
        handed_on = len(self.to_learn_from()[1]) > self.num_given
        return recipe.weight_later if started and handed_on else 1.0

    def join(self, network: nn.Module) -> nn.Module:
        """Return the network, with neighbours that vote if labels were handed on."""
        if not self.num_handed_on:
            return network
        return NetworkAndNeighbours(network, NeighbourClassifier(self.x, self.y))


def hand_labels_on(
    data: FewLabels, recipe: SemiSupervisedRecipe, watch: Watch = nobody
) -> KnownLabels:
    """Hand the given labels on to as many unlabelled images as the recipe says.

    A short training has fewer of them: it need not wait for long. `watch` is told how
    far it is.
    """
    x, y = data.x_labelled, data.y_labelled
    others = data.x_unlabelled[: recipe.propagated_per_step * recipe.num_steps]
    if len(x) < len(others):
        y = torch.cat([y, propagate_labels(x, y, others, watch)])
        x = torch.cat([x, others])
    return KnownLabels(x, y, len(data.x_labelled), recipe)
