"""The network that measures pictures. Taught in lesson 05, and how to in lesson 08."""

import torch
import torch.nn.functional as F
from torch import nn

from msgan_lib.data import IMAGE_SIZE, NUM_CLASSES

NUM_FEATURES = 64


class Judge(nn.Module):
    """A small classifier of digits that had no part in the game it is asked about.

    It is trained on the labels of the first 55,000 training images and used for
    measuring pictures only, never in a training that counts labels. Input
    (batch, 1, 28, 28) from 0 to 1: three 3 x 3 convolutions of stride 2 with batch
    normalisation and ReLU, a layer of 64 features, ReLU, a layer of class logits.
    `msgan_lib.weights.load_judge` returns the trained one.
    """

    def __init__(self, channels: tuple[int, ...] = (16, 32, 64)):
        super().__init__()
        layers: list[nn.Module] = []
        side = IMAGE_SIZE
        for before, after in zip((1, *channels), channels, strict=False):
            layers += [
                nn.Conv2d(before, after, 3, stride=2, padding=1, bias=False),
                nn.BatchNorm2d(after),
                nn.ReLU(inplace=True),
            ]
            side = (side + 1) // 2
        code = nn.Linear(channels[-1] * side * side, NUM_FEATURES)
        self.layers = nn.Sequential(*layers, nn.Flatten(), code)
        self.head = nn.Linear(NUM_FEATURES, NUM_CLASSES)

    def features(self, x: torch.Tensor) -> torch.Tensor:
        """Return the 64 numbers (batch, 64) by which images are compared.

        They are taken before the ReLU, so that they are more like normal numbers.
        """
        return self.layers(x)

    def classify(self, features: torch.Tensor) -> torch.Tensor:
        """Return class logits (batch, 10) of features (batch, 64)."""
        return self.head(F.relu(features))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return class logits (batch, 10)."""
        return self.classify(self.features(x))
