"""Discriminators that differ in the levels they read, and in nothing else.

All have the same number of weights within 1 %, so that a difference between them comes
from where they look. None has batch normalisation: an image's logit depends on that
image alone. Taught in lesson 06.
"""

import torch
from torch import nn

from msgan_lib.data import IMAGE_SIZE
from msgan_lib.ground.values import check_name
from msgan_lib.networks.discriminators import DenseDiscriminator
from msgan_lib.pyramid import gaussian_pyramid


class LevelDiscriminator(nn.Module):
    """Three 3 x 3 convolutions, a level each, and a linear layer on each level read.

    Input (batch, 1, side, side) from 0 to 1. A convolution halves the maps where its
    stride is 2. `read` names the levels, 0 the finest; deeper ones are not built.
    Weights start as PyTorch draws them.
    """

    def __init__(
        self,
        channels: tuple[int, ...],
        read: tuple[int, ...],
        strides: tuple[int, ...] = (2, 2, 2),
        side: int = IMAGE_SIZE,
    ):
        super().__init__()
        self.blocks, sizes, before = nn.ModuleList(), [], 1
        for width, stride in zip(channels, strides, strict=False):
            convolution = nn.Conv2d(before, width, 3, stride=stride, padding=1)
            self.blocks.append(nn.Sequential(convolution, nn.LeakyReLU(0.2)))
            before, side = width, -(-side // stride)
            sizes.append(width * side * side)
        self.read = read
        self.heads = nn.ModuleList(
            nn.Sequential(nn.Flatten(), nn.Linear(sizes[level], 1)) for level in read
        )
        # In this layout PyTorch's convolutions on a CPU take about two thirds of the
        # time.
        self.to(memory_format=torch.channels_last)

    def features(self, x: torch.Tensor) -> list[torch.Tensor]:
        """Return all levels' maps (batch, channels, side, side), finest first."""
        levels = []
        for block in self.blocks:
            x = block(x)
            levels.append(x)
        return levels

    def level_logits(self, x: torch.Tensor) -> torch.Tensor:
        """Return what each level read adds to the real logit: (batch, levels read)."""
        levels = self.features(x)
        read = [levels[level] for level in self.read]
        logits = [head(maps) for head, maps in zip(self.heads, read, strict=True)]
        return torch.cat(logits, dim=1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return the real logit of each image (batch,): the sum over the levels."""
        return self.level_logits(x).sum(dim=1)


class PyramidDiscriminator(nn.Module):
    """A small discriminator for each of three levels of the images' own pyramid.

    They read the image at 28, 14 and 7 pixels a side, blurred before it is halved, and
    share no weights; their logits are added up (Wang et al., 2018: pix2pixHD). Input
    (batch, 1, 28, 28) from 0 to 1.
    """

    def __init__(self, channels: tuple[int, ...]):
        super().__init__()
        # Each ends with maps of 4 x 4, so all have the same number of weights.
        strides = ((2, 2, 2), (1, 2, 2), (1, 1, 2))
        self.readers = nn.ModuleList(
            LevelDiscriminator(channels, (2,), steps, IMAGE_SIZE // 2**level)
            for level, steps in enumerate(strides)
        )

    def level_logits(self, x: torch.Tensor) -> torch.Tensor:
        """Return what each level of the pyramid adds to the real logit: (batch, 3)."""
        levels = gaussian_pyramid(x, len(self.readers))
        return torch.cat(
            [
                reader.level_logits(level)
                for reader, level in zip(self.readers, levels, strict=True)
            ],
            dim=1,
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return the real logit of each image (batch,): the sum over the levels."""
        return self.level_logits(x).sum(dim=1)


# What each reads. Widths are such that all have 24,300 weights or so.
READERS = {
    "pixels": lambda: DenseDiscriminator((30, 24)),
    "level_0": lambda: LevelDiscriminator((118,), read=(0,)),
    "level_1": lambda: LevelDiscriminator((16, 124), read=(1,)),
    "level_2": lambda: LevelDiscriminator((16, 32, 64), read=(2,)),
    "all_levels": lambda: LevelDiscriminator((16, 28, 58), read=(0, 1, 2)),
    "pixel_pyramid": lambda: PyramidDiscriminator((8, 22, 30)),
}


def make_level_discriminator(reads: str) -> nn.Module:
    """Return a fresh discriminator that reads "level_0", "all_levels", ...: READERS.

    "pixels" reads all pixels as one row, and knows of no scale.
    Raises CourseError for another name, saying which there are.
    """
    check_name("discriminator", reads, READERS)
    return READERS[reads]()
