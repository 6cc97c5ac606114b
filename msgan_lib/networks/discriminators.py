"""Networks that tell real images from generated ones. Taught in lesson 06.

Those of a plain game return one number an image, the logit of "real". Those that
classify too return class logits and the features of their levels: `real_logit` of the
ten class logits says how real an image looks, so none needs a further output (Salimans
et al., 2016).
"""

import torch
import torch.nn.functional as F
from torch import nn

from msgan_lib.data import IMAGE_SIZE, NUM_CLASSES
from msgan_lib.networks.classifiers import ConvNet, MultiScaleCNN, SingleScaleCNN
from msgan_lib.networks.weight_norm import WeightNormLinear


class DenseDiscriminator(nn.Sequential):
    """Two hidden layers that read all pixels as one row: real logits (batch,).

    Input (batch, 1, 28, 28) from 0 to 1. Without batch normalisation each image is
    judged by itself. Taught in lesson 05.
    """

    def __init__(
        self,
        hidden_sizes: tuple[int, int] = (256, 128),
        num_inputs: int = IMAGE_SIZE * IMAGE_SIZE,
    ):
        first, second = hidden_sizes
        super().__init__(
            nn.Flatten(),
            nn.Linear(num_inputs, first),
            nn.LeakyReLU(0.2),
            nn.Linear(first, second),
            nn.LeakyReLU(0.2),
            nn.Linear(second, 1),
            nn.Flatten(0),
        )


class WideDenseDiscriminator(DenseDiscriminator):
    """A DenseDiscriminator of the size that public lessons use."""

    def __init__(self) -> None:
        super().__init__(hidden_sizes=(512, 256))


class StridedDiscriminator(nn.Module):
    """Convolutions that halve the image to 14, 7 and 4 pixels: real logits (batch,).

    Input (batch, 1, 28, 28) from 0 to 1. A stride of 2 takes the place of pooling, and
    without batch normalisation each image is judged by itself (Radford et al., 2016;
    Gulrajani et al., 2017). Taught in lesson 05.
    """

    def __init__(self, channels: tuple[int, int, int] = (16, 32, 64)):
        super().__init__()
        in_channels = (1, *channels[:-1])
        self.blocks = nn.ModuleList(
            nn.Sequential(
                nn.Conv2d(fewer, more, 3, stride=2, padding=1), nn.LeakyReLU(0.2)
            )
            for fewer, more in zip(in_channels, channels, strict=True)
        )
        self.head = nn.Linear(channels[-1] * 4 * 4, 1)
        self.to(memory_format=torch.channels_last)

    def features(self, x: torch.Tensor) -> list[torch.Tensor]:
        """Return all levels' feature maps (batch, c, side, side), finest first."""
        levels = []
        for block in self.blocks:
            x = block(x)
            levels.append(x)
        return levels

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return real logits (batch,)."""
        return self.head(self.features(x)[-1].flatten(1)).squeeze(1)


class ConvDiscriminator(ConvNet):
    """A convolutional classifier that also returns the features of every level."""

    def forward(self, x: torch.Tensor) -> tuple[torch.Tensor, list[torch.Tensor]]:
        """Return class logits (batch, 10) and features[level], finest first."""
        features = self.features(x)
        return self.classify(features), features


class Discriminator(ConvDiscriminator, MultiScaleCNN):
    """Read an image at several scales: class logits, and the features of every level.

    It is a MultiScaleCNN of the same size and the same initial weights. Input
    (batch, 1, 28, 28) from 0 to 1.
    """


class SingleScaleDiscriminator(ConvDiscriminator, SingleScaleCNN):
    """A SingleScaleCNN as a discriminator: it classifies from the last level alone."""


class MLPDiscriminator(nn.Module):
    """Five hidden layers that know nothing of scales, with noise between them.

    784-1000-500-250-250-250-10, ReLU, weight normalisation; in training, normal noise
    of standard deviation `noise` is added to what each hidden layer passes on, as
    Salimans et al. (2016) train on MNIST. Input (batch, 1, 28, 28) from 0 to 1.
    """

    def __init__(self, noise: float = 0.5):
        super().__init__()
        self.noise = noise
        sizes = (IMAGE_SIZE * IMAGE_SIZE, 1000, 500, 250, 250, 250, NUM_CLASSES)
        self.layers = nn.ModuleList(map(WeightNormLinear, sizes[:-2], sizes[1:-1]))
        # Logits must be able to grow, and everything else keeps its size.
        self.layers.append(WeightNormLinear(*sizes[-2:], learn_scale=True))

    def features(self, x: torch.Tensor) -> list[torch.Tensor]:
        """Return what each hidden layer finds, before noise: (batch, size) each."""
        x, levels = x.flatten(1), []
        for layer in self.layers[:-1]:
            levels.append(F.relu(layer(x)))
            x = self._disturbed(levels[-1])
        return levels

    def code(self, levels: list[torch.Tensor]) -> torch.Tensor:
        """Return the features of all levels side by side: (batch, 2250)."""
        return torch.cat(levels, dim=1)

    def forward(self, x: torch.Tensor) -> tuple[torch.Tensor, list[torch.Tensor]]:
        """Return class logits (batch, 10) and features[level], first layer first."""
        features = self.features(x)
        return self.layers[-1](self._disturbed(features[-1])), features

    def start_from(self, x: torch.Tensor) -> None:
        """Set scales and biases so that every layer's outputs on x begin alike.

        Layer by layer, with noise as in training (Salimans and Kingma, 2016).
        """
        x = x.flatten(1)
        for layer in self.layers:
            x = self._disturbed(F.relu(layer.start_from(x)))

    def _disturbed(self, x: torch.Tensor) -> torch.Tensor:
        if not (self.training and self.noise):
            return x
        # Drawn on the CPU, where a seed repeats whatever the device is.
        return x + self.noise * torch.randn(x.shape).to(x)
