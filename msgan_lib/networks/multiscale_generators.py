"""Generators that draw an image at 7, at 14 and at 28 pixels a side. Lesson 10."""

import itertools
from abc import ABC, abstractmethod

import torch
from torch import nn

from msgan_lib.data import IMAGE_SIZE
from msgan_lib.networks.generators import NormalNoiseToImages
from msgan_lib.pyramid import upsample


class LevelsGenerator(NormalNoiseToImages, ABC):
    """What generators of several levels share: an UpsamplingGenerator's body.

    Each level's maps go on to the next finer level, and a 3 x 3 convolution makes one
    map of them, `drawn`. z (batch, latent_size) is from N(0, I); weights start as
    PyTorch draws them, batch normalisation at scale 1 and shift 0.
    """

    def __init__(
        self, latent_size: int = 64, channels: tuple[int, int, int] = (64, 32, 16)
    ):
        coarse, side = channels[0], IMAGE_SIZE // 4
        first = nn.Sequential(
            nn.Linear(latent_size, coarse * side * side),
            nn.Unflatten(1, (coarse, side, side)),
            nn.BatchNorm2d(coarse),
            nn.ReLU(),
        )
        finer = (
            nn.Sequential(
                nn.Upsample(scale_factor=2),
                nn.Conv2d(more, fewer, 3, padding=1),
                nn.BatchNorm2d(fewer),
                nn.ReLU(),
            )
            for more, fewer in itertools.pairwise(channels)
        )
        super().__init__(latent_size, nn.Sequential(first, *finer))
        self.to_image = nn.ModuleList(nn.Conv2d(c, 1, 3, padding=1) for c in channels)
        self.to(memory_format=torch.channels_last)

    def drawn(self, z: torch.Tensor) -> list[torch.Tensor]:
        """Return what each level's convolution draws, finest first, before a sigmoid.

        Shapes are (batch, 1, 28, 28), (batch, 1, 14, 14) and (batch, 1, 7, 7).
        """
        maps, drawn = z, []
        for layers, to_image in zip(self.layers, self.to_image, strict=True):
            maps = layers(maps)
            drawn.append(to_image(maps))
        return drawn[::-1]

    @abstractmethod
    def pyramid(self, z: torch.Tensor) -> list[torch.Tensor]:
        """Return the image at every level, finest first, from 0 to 1."""

    def forward(self, z: torch.Tensor) -> torch.Tensor:
        """Return the finest images (batch, 1, 28, 28)."""
        return self.pyramid(z)[0]


class MultiScaleGenerator(LevelsGenerator):
    """Make an image of each level's maps (Karnewar and Wang, 2020: MSG-GAN).

    No level's image is made of another's: only their maps hold them together, and a
    discriminator that reads all of them.
    """

    def pyramid(self, z: torch.Tensor) -> list[torch.Tensor]:
        """Return the image at every level, finest first, from 0 to 1."""
        return [image.sigmoid() for image in self.drawn(z)]


class LaplacianGenerator(LevelsGenerator):
    """Add to the enlarged image of each level the detail of the next finer one.

    It is lesson 01's `reconstruct` (Denton et al., 2015: LAPGAN). The sums are taken
    before the sigmoid, so that images stay from 0 to 1.
    """

    def pyramid(self, z: torch.Tensor) -> list[torch.Tensor]:
        """Return the image at every level, finest first, from 0 to 1."""
        *details, image = self.drawn(z)
        images = [image]
        for detail in reversed(details):
            image = upsample(image, detail.shape[-2:]) + detail
            images.append(image)
        return [image.sigmoid() for image in reversed(images)]
