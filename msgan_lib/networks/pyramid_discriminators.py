"""Discriminators of whole pyramids, and twins that read the finest image. Lesson 10.

A pyramid is a row of its levels, as `msgan_lib.pyramid.pack` makes it: (batch, 1029).
Given images (batch, 1, 28, 28), those that read pyramids make them first. None has
batch normalisation, so each image is judged by itself.
"""

import torch
import torch.nn.functional as F
from torch import nn

from msgan_lib.networks.classifiers import ConvBlock
from msgan_lib.networks.discriminators import ConvDiscriminator, StridedDiscriminator
from msgan_lib.pyramid import SIDES, as_rows, pack, unpack


def reads_pyramids(discriminator: nn.Module) -> bool:
    """Return whether a discriminator reads rows of all levels, not only images."""
    return getattr(discriminator, "reads_pyramid", False)


def as_shown_to(discriminator: nn.Module, x: torch.Tensor) -> torch.Tensor:
    """Return real images as a discriminator is shown them in a game.

    Images (batch, 1, 28, 28) stay what they are, or become rows of their pyramids.
    """
    return as_rows(x) if reads_pyramids(discriminator) else x


class DrawingLevels(nn.Module):
    """A generator that shows its images at all levels: z to rows (batch, 1029)."""

    def __init__(self, generator: nn.Module):
        super().__init__()
        self.generator = generator

    def forward(self, z: torch.Tensor) -> torch.Tensor:
        """Return the levels of each z as one row."""
        if hasattr(self.generator, "pyramid"):
            return pack(self.generator.pyramid(z))
        return as_rows(self.generator(z))


def shown_to(discriminator: nn.Module, generator: nn.Module) -> nn.Module:
    """Return the generator as a discriminator sees it: its images, or all levels.

    So each level that it draws gets a gradient of its own. A generator of a single
    scale is shown by the pyramids of its images.
    """
    return DrawingLevels(generator) if reads_pyramids(discriminator) else generator


class StridedPyramidDiscriminator(nn.Module):
    """A StridedDiscriminator whose maps each level's image joins (MSG-GAN).

    The image of 14 x 14 stands beside the maps of that size as one more map, and so
    does that of 7 x 7 (Karnewar and Wang, 2020).
    """

    reads_pyramid = True

    def __init__(self, channels: tuple[int, int, int] = (32, 64, 128)):
        super().__init__()
        self.blocks = nn.ModuleList(
            nn.Sequential(
                nn.Conv2d(before + 1, after, 3, stride=2, padding=1), nn.LeakyReLU(0.2)
            )
            for before, after in zip((0, *channels[:-1]), channels, strict=True)
        )
        self.head = nn.Linear(channels[-1] * 4 * 4, 1)
        self.to(memory_format=torch.channels_last)

    def features(self, x: torch.Tensor) -> list[torch.Tensor]:
        """Return the maps of every block, finest first, of rows or of images."""
        images, levels = unpack(as_rows(x), SIDES), []
        joined = images[0]
        for block, image in zip(self.blocks, [*images[1:], None], strict=True):
            levels.append(block(joined))
            if image is not None:
                joined = torch.cat([levels[-1], image], dim=1)
        return levels

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return real logits (batch,) of rows or of images."""
        return self.head(self.features(x)[-1].flatten(1)).squeeze(1)


class StridedTwinDiscriminator(StridedDiscriminator):
    """The twin that reads the finest image alone, with as many weights within 1 %."""

    def __init__(self) -> None:
        super().__init__(channels=(32, 64, 131))


class ClassifyingPyramidDiscriminator(ConvDiscriminator):
    """A `Discriminator` that reads the image of 14 and that of 7 pixels too.

    Each stands beside the pooled maps of its size, for 1 % more weights. Of rows or of
    images it gives class logits, and the features of every level.
    """

    reads_pyramid = True

    def __init__(self) -> None:
        channels = (16, 32, 64, 64)
        super().__init__(channels, grids=(4, 4, 7, 4))
        for level in self.pooled_before:
            self.blocks[level] = ConvBlock(channels[level - 1] + 1, channels[level])
        self.to(memory_format=torch.channels_last)

    def features(self, x: torch.Tensor) -> list[torch.Tensor]:
        """Return all levels' feature maps (batch, c, side, side), finest first."""
        images, levels = unpack(as_rows(x), SIDES), []
        maps = images[0]
        for level, block in enumerate(self.blocks):
            if level in self.pooled_before:
                maps = torch.cat([F.max_pool2d(maps, 2), images[level]], dim=1)
            maps = block(maps)
            levels.append(maps)
        return levels
