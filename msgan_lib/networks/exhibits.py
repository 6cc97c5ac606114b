"""Discriminators that lose a game on purpose. Taught in lesson 09."""

import torch
from torch import nn

from msgan_lib.data import IMAGE_SIZE
from msgan_lib.networks.discriminators import DenseDiscriminator

PIXELS = IMAGE_SIZE * IMAGE_SIZE


class NormalisedDiscriminator(DenseDiscriminator):
    """A DenseDiscriminator with batch normalisation in both hidden layers.

    Its verdict on an image depends on the other images of the batch.
    """

    def __init__(self, hidden_sizes: tuple[int, int] = (256, 128)):
        super().__init__(hidden_sizes)
        first, second = hidden_sizes
        self.insert(2, nn.BatchNorm1d(first))
        self.insert(5, nn.BatchNorm1d(second))


class CountingDiscriminator(nn.Module):
    """A DenseDiscriminator that is also told which share of the pixels is exactly 0.

    `weight` is what that share is multiplied by. No gradient comes back through it.
    """

    def __init__(
        self, hidden_sizes: tuple[int, int] = (256, 128), weight: float = 10.0
    ):
        super().__init__()
        self.weight = weight
        self.layers = DenseDiscriminator(hidden_sizes, PIXELS + 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return real logits (batch,) of images (batch, 1, 28, 28)."""
        x = x.flatten(1)
        zeros = (x == 0).to(x).mean(dim=1, keepdim=True)  # (batch, 1)
        return self.layers(torch.cat([x, self.weight * zeros], dim=1))
