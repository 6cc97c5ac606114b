"""Networks that squeeze an image into a short code and restore it. Lesson 03."""

from itertools import pairwise

import torch
from torch import nn

from msgan_lib.data import IMAGE_SIZE, NUM_CLASSES
from msgan_lib.ground.devices import device_of
from msgan_lib.networks.generators import NoiseToImages

PIXELS, HIDDEN = IMAGE_SIZE * IMAGE_SIZE, 256


def _layers(*sizes: int) -> list[nn.Module]:
    """Return linear layers from size to size, with ReLU between them."""
    layers = []
    for in_size, out_size in pairwise(sizes):
        layers += [nn.Linear(in_size, out_size), nn.ReLU()]
    return layers[:-1]


class Encoder(nn.Sequential):
    """Map images (batch, 1, 28, 28) from 0 to 1 to (batch, out_size) numbers."""

    def __init__(self, out_size: int):
        super().__init__(nn.Flatten(), *_layers(PIXELS, HIDDEN, HIDDEN, out_size))


class Decoder(NoiseToImages):
    """Map codes (batch, code_size) to images (batch, 1, 28, 28) from 0 to 1.

    A VAE's decoder is a generator: it turns codes drawn from the normal distribution
    into new images.
    """

    def __init__(self, code_size: int):
        layers = _layers(code_size, HIDDEN, HIDDEN, PIXELS)
        # Images lie in [0, 1], like the data.
        super().__init__(code_size, nn.Sequential(*layers, nn.Sigmoid()))

    def sample_noise(self, n: int, generator: torch.Generator) -> torch.Tensor:
        """Draw z (n, code_size) from the normal distribution, on our device."""
        z = torch.randn(n, self.latent_size, generator=generator)
        return z.to(device_of(self))


class Autoencoder(nn.Module):
    """An encoder, and a decoder that restores the image from the code alone.

    Images are (batch, 1, 28, 28) from 0 to 1, codes (batch, code_size) (Hinton and
    Salakhutdinov, 2006).
    """

    def __init__(self, code_size: int = 32):
        super().__init__()
        self.encoder, self.decoder = Encoder(code_size), Decoder(code_size)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return the restored images, of the shape of x."""
        return self.decoder(self.encoder(x))


class VAE(nn.Module):
    """An autoencoder whose code is a normal distribution, kept close to N(0, I).

    Images are (batch, 1, 28, 28) from 0 to 1, codes (batch, code_size) (Kingma and
    Welling, 2014).
    """

    def __init__(self, code_size: int = 32):
        super().__init__()
        # The first half of its numbers are means, the second log-variances.
        self.encoder, self.decoder = Encoder(2 * code_size), Decoder(code_size)

    def encode(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Return mean and log-variance of each image's code, (batch, code_size) each.

        A network may give any number, and a variance is positive: hence its logarithm.
        """
        mean, log_variance = self.encoder(x).chunk(2, dim=1)
        return mean, log_variance


def sample_code(
    mean: torch.Tensor, log_variance: torch.Tensor, generator: torch.Generator
) -> torch.Tensor:
    """Draw a code from each normal distribution: (batch, code_size).

    The noise is drawn first and then stretched and moved, so that gradients reach mean
    and variance (Kingma and Welling, 2014: reparameterisation). Taught in lesson 03.
    """
    noise = torch.randn(mean.shape, generator=generator).to(mean)
    return mean + torch.exp(0.5 * log_variance) * noise


class CodeClassifier(nn.Module):
    """A linear layer on an encoder's code: class logits (batch, 10).

    Of a VAE's encoder it reads the means, which come first.
    """

    def __init__(self, encoder: Encoder, code_size: int):
        super().__init__()
        self.encoder, self.code_size = encoder, code_size
        self.head = nn.Linear(code_size, NUM_CLASSES)

    def code(self, x: torch.Tensor) -> torch.Tensor:
        """Return the codes (batch, code_size)."""
        return self.encoder(x)[:, : self.code_size]

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return class logits (batch, 10)."""
        return self.head(self.code(x))
