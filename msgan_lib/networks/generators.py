"""Networks that turn noise into images. Taught in lesson 05."""

import torch
from torch import nn

from msgan_lib.datasets import IMAGE_SIZE


class Generator(nn.Module):
    """Map noise z (batch, latent_size) to images (batch, 1, 28, 28) from 0 to 1.

    Two hidden layers with softplus and batch normalisation, then a sigmoid, as Salimans
    et al. (2016) use for semi-supervised learning. It never sees a real image. Weights
    start as PyTorch's Linear draws them, batch normalisation at scale 1 and shift 0.
    """

    def __init__(self, latent_size: int = 100, hidden_size: int = 500):
        super().__init__()
        self.latent_size = latent_size
        self.layers = nn.Sequential(
            nn.Linear(latent_size, hidden_size),
            nn.BatchNorm1d(hidden_size),
            nn.Softplus(),
            nn.Linear(hidden_size, hidden_size),
            nn.BatchNorm1d(hidden_size),
            nn.Softplus(),
            nn.Linear(hidden_size, IMAGE_SIZE * IMAGE_SIZE),
            nn.Sigmoid(),  # images lie in [0, 1], like the data
        )

    def forward(self, z: torch.Tensor) -> torch.Tensor:
        """Return images (batch, 1, 28, 28)."""
        return self.layers(z).view(-1, 1, IMAGE_SIZE, IMAGE_SIZE)

    def sample_noise(self, n: int, generator: torch.Generator) -> torch.Tensor:
        """Draw z (n, latent_size) uniformly from 0 to 1, on the network's device."""
        z = torch.rand(n, self.latent_size, generator=generator)
        return z.to(self.layers[0].weight.device)


class NoiseImages(nn.Module):
    """In a generator's place: images of nothing but noise; nothing is learnt.

    A training with them has the discriminator's part of the game and no generator: the
    control that shows what generated images bring. It maps z (batch, 784) from 0 to 1
    to images (batch, 1, 28, 28), and has no weights.
    """

    def forward(self, z: torch.Tensor) -> torch.Tensor:
        """Return images (batch, 1, 28, 28)."""
        return z.view(-1, 1, IMAGE_SIZE, IMAGE_SIZE)

    def sample_noise(self, n: int, generator: torch.Generator) -> torch.Tensor:
        """Draw z (n, 784) uniformly from 0 to 1, on the CPU."""
        return torch.rand(n, IMAGE_SIZE * IMAGE_SIZE, generator=generator)
