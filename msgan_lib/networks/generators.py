"""Networks that turn noise into images. Taught in lesson 05."""

import torch
from torch import nn

from msgan_lib.data import IMAGE_SIZE
from msgan_lib.ground.devices import device_of
from msgan_lib.networks.classifiers import ConvBlock
from msgan_lib.networks.weight_norm import WeightNormLinear


class NoiseToImages(nn.Module):
    """What generators share: `layers` map z (batch, latent_size) to pixels."""

    def __init__(self, latent_size: int, layers: nn.Sequential):
        super().__init__()
        self.latent_size, self.layers = latent_size, layers

    def forward(self, z: torch.Tensor) -> torch.Tensor:
        """Return images (batch, 1, 28, 28)."""
        return self.layers(z).reshape(-1, 1, IMAGE_SIZE, IMAGE_SIZE)

    def sample_noise(self, n: int, generator: torch.Generator) -> torch.Tensor:
        """Draw z (n, latent_size) uniformly from 0 to 1, on the network's device."""
        z = torch.rand(n, self.latent_size, generator=generator)
        return z.to(device_of(self))


class Generator(NoiseToImages):
    """Map noise z (batch, latent_size) to images (batch, 1, 28, 28) from 0 to 1.

    Two hidden layers with batch normalisation and softplus, then a sigmoid, much as
    Salimans et al. (2016) use for semi-supervised learning. It never sees a real image.
    Weights start as PyTorch's Linear draws them, batch normalisation at scale 1 and
    shift 0.
    """

    def __init__(self, latent_size: int = 100, hidden_size: int = 500):
        layers = nn.Sequential(
            nn.Linear(latent_size, hidden_size),
            nn.BatchNorm1d(hidden_size),
            nn.Softplus(),
            nn.Linear(hidden_size, hidden_size),
            nn.BatchNorm1d(hidden_size),
            nn.Softplus(),
            nn.Linear(hidden_size, IMAGE_SIZE * IMAGE_SIZE),
            nn.Sigmoid(),  # images lie in [0, 1], like the data
        )
        super().__init__(latent_size, layers)


class WeightNormGenerator(Generator):
    """A Generator whose last layer has weight normalisation and learns its scale.

    So Salimans et al. (2016) have it. Against `MLPDiscriminator` the plain one's images
    become all alike in most trainings' first few hundred steps, and the game is over.
    """

    def __init__(self, latent_size: int = 100, hidden_size: int = 500):
        super().__init__(latent_size, hidden_size)
        pixels = self.layers[-2].out_features
        self.layers[-2] = WeightNormLinear(hidden_size, pixels, learn_scale=True)


class ConvGenerator(NoiseToImages):
    """Draw the image coarse to fine: at 7, at 14 and at 28 pixels a side.

    Maps of 7 x 7 are enlarged twice, bilinearly, each time with a 3 x 3 convolution,
    batch normalisation and ReLU after it; another convolution and a sigmoid make the
    image. Neighbouring pixels are made of the same numbers, so it has no noise of
    single pixels, by which a convolutional discriminator knows `Generator`'s images.
    Maps noise z (batch, latent_size) to images (batch, 1, 28, 28) from 0 to 1.
    """

    def __init__(
        self, latent_size: int = 100, channels: tuple[int, int, int] = (32, 16, 8)
    ):
        coarse, middle, fine = channels
        side = IMAGE_SIZE // 4
        layers = nn.Sequential(
            nn.Linear(latent_size, coarse * side * side),
            nn.BatchNorm1d(coarse * side * side),
            nn.ReLU(),
            nn.Unflatten(1, (coarse, side, side)),
            nn.Upsample(scale_factor=2, mode="bilinear"),
            ConvBlock(coarse, middle),
            nn.Upsample(scale_factor=2, mode="bilinear"),
            ConvBlock(middle, fine),
            nn.Conv2d(fine, 1, 3, padding=1),
            nn.Sigmoid(),  # images lie in [0, 1], like the data
        )
        super().__init__(latent_size, layers)
        self.to(memory_format=torch.channels_last)


class NormalNoiseToImages(NoiseToImages):
    """Generators of a plain game: z (batch, latent_size) from N(0, I).

    Images are (batch, 1, 28, 28) from 0 to 1. Linear and convolution weights start as
    PyTorch draws them, batch normalisation at scale 1 and shift 0.
    """

    def sample_noise(self, n: int, generator: torch.Generator) -> torch.Tensor:
        """Draw z (n, latent_size) from the normal distribution, on our device."""
        z = torch.randn(n, self.latent_size, generator=generator)
        return z.to(device_of(self))


class DenseGenerator(NormalNoiseToImages):
    """Draw all pixels at once: two hidden layers with batch normalisation and ReLU.

    Taught in lesson 05.
    """

    def __init__(
        self, latent_size: int = 64, hidden_sizes: tuple[int, int] = (128, 256)
    ):
        first, second = hidden_sizes
        layers = nn.Sequential(
            nn.Linear(latent_size, first),
            nn.BatchNorm1d(first),
            nn.ReLU(),
            nn.Linear(first, second),
            nn.BatchNorm1d(second),
            nn.ReLU(),
            nn.Linear(second, IMAGE_SIZE * IMAGE_SIZE),
            nn.Sigmoid(),
        )
        super().__init__(latent_size, layers)


class WideDenseGenerator(DenseGenerator):
    """A DenseGenerator of the size that public lessons use."""

    def __init__(self) -> None:
        super().__init__(hidden_sizes=(256, 512))


class TransposedGenerator(NormalNoiseToImages):
    """Draw at 7, 14 and 28 pixels by transposed convolutions (Radford et al., 2016).

    Kernels of 4 x 4 and stride 2 cover all pixels equally often. Taught in lesson 05.
    """

    def __init__(
        self, latent_size: int = 64, channels: tuple[int, int, int] = (64, 32, 16)
    ):
        coarse, middle, fine = channels
        side = IMAGE_SIZE // 4
        layers = nn.Sequential(
            nn.Linear(latent_size, coarse * side * side),
            nn.Unflatten(1, (coarse, side, side)),
            nn.BatchNorm2d(coarse),
            nn.ReLU(),
            nn.ConvTranspose2d(coarse, middle, 4, stride=2, padding=1),
            nn.BatchNorm2d(middle),
            nn.ReLU(),
            nn.ConvTranspose2d(middle, fine, 4, stride=2, padding=1),
            nn.BatchNorm2d(fine),
            nn.ReLU(),
            nn.Conv2d(fine, 1, 3, padding=1),
            nn.Sigmoid(),
        )
        super().__init__(latent_size, layers)
        self.to(memory_format=torch.channels_last)


class UpsamplingGenerator(NormalNoiseToImages):
    """Draw at 7, 14 and 28 pixels: enlarge, then convolve (Odena et al., 2016).

    Each pixel is repeated in a square of four, and a 3 x 3 convolution follows. Taught
    in lesson 05.
    """

    def __init__(
        self, latent_size: int = 64, channels: tuple[int, int, int] = (64, 32, 16)
    ):
        coarse, middle, fine = channels
        side = IMAGE_SIZE // 4
        layers = nn.Sequential(
            nn.Linear(latent_size, coarse * side * side),
            nn.Unflatten(1, (coarse, side, side)),
            nn.BatchNorm2d(coarse),
            nn.ReLU(),
            nn.Upsample(scale_factor=2),
            nn.Conv2d(coarse, middle, 3, padding=1),
            nn.BatchNorm2d(middle),
            nn.ReLU(),
            nn.Upsample(scale_factor=2),
            nn.Conv2d(middle, fine, 3, padding=1),
            nn.BatchNorm2d(fine),
            nn.ReLU(),
            nn.Conv2d(fine, 1, 3, padding=1),
            nn.Sigmoid(),
        )
        super().__init__(latent_size, layers)
        self.to(memory_format=torch.channels_last)


class NoiseImages(nn.Module):
    """In a generator's place: images of nothing but noise; nothing is learnt.

    A training with them has the discriminator's part of the game and no generator: the
    control that shows what generated images bring. It maps z (batch, 784) from 0 to 1
    to images (batch, 1, 28, 28), and has no weights.
    """

    def __init__(self):
        super().__init__()
        # Without weights it could not tell on which device it is.
        self.register_buffer("place", torch.empty(0), persistent=False)

    def forward(self, z: torch.Tensor) -> torch.Tensor:
        """Return images (batch, 1, 28, 28)."""
        return z.view(-1, 1, IMAGE_SIZE, IMAGE_SIZE)

    def sample_noise(self, n: int, generator: torch.Generator) -> torch.Tensor:
        """Draw z (n, 784) uniformly from 0 to 1, on the network's device."""
        z = torch.rand(n, IMAGE_SIZE * IMAGE_SIZE, generator=generator)
        return z.to(device_of(self))
