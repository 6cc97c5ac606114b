"""Convolutional classifiers that read one scale or several.

All are built of the same blocks and have the same number of weights within 1 %, so that
a difference between them comes from how the weights are spent: on width, on depth, or
on reading several scales. Taught in lesson 02.
"""

import torch
import torch.nn.functional as F
from torch import nn

from msgan_lib.data import NUM_CLASSES


class ConvBlock(nn.Sequential):
    """3 x 3 convolution, batch normalisation, ReLU; the size of the image stays.

    Convolution weights start as He et al. (2015) draw them for ReLU, batch
    normalisation at scale 1 and shift 0.
    """

    def __init__(self, in_channels: int, out_channels: int):
        convolution = nn.Conv2d(in_channels, out_channels, 3, padding=1, bias=False)
        nn.init.kaiming_normal_(convolution.weight, nonlinearity="relu")
        super().__init__(
            convolution, nn.BatchNorm2d(out_channels), nn.ReLU(inplace=True)
        )


class ConvNet(nn.Module):
    """Blocks at 28, 14 and 7 pixels a side, a level each, and one linear layer.

    Input (batch, 1, 28, 28) from 0 to 1; output logits (batch, 10). Max-pooling halves
    the maps before the blocks named in `pooled_before`. The linear layer reads each
    level max-pooled to a grid of `grids[level]` cells a side; 0 leaves the level out.
    """

    def __init__(
        self,
        channels: tuple[int, ...],
        grids: tuple[int, ...],
        pooled_before: tuple[int, ...] = (1, 2),
    ):
        super().__init__()
        in_channels = (1, *channels[:-1])
        self.blocks = nn.ModuleList(map(ConvBlock, in_channels, channels))
        self.grids, self.pooled_before = grids, pooled_before
        code_size = sum(c * g * g for c, g in zip(channels, grids, strict=True))
        self.head = nn.Linear(code_size, NUM_CLASSES)
        # In this layout PyTorch's convolutions on a CPU take about two thirds of the
        # time.
        self.to(memory_format=torch.channels_last)

    def features(self, x: torch.Tensor) -> list[torch.Tensor]:
        """Return all levels' feature maps (batch, c, side, side), finest first."""
        levels = []
        for i, block in enumerate(self.blocks):
            if i in self.pooled_before:
                x = F.max_pool2d(x, 2)
            x = block(x)
            levels.append(x)
        return levels

    def code(self, levels: list[torch.Tensor]) -> torch.Tensor:
        """Pool the levels to their grids and join them: (batch, code_size)."""
        pooled = [
            F.adaptive_max_pool2d(level, grid).flatten(1)
            for level, grid in zip(levels, self.grids, strict=True)
            if grid
        ]
        return torch.cat(pooled, dim=1)

    def classify(self, levels: list[torch.Tensor]) -> torch.Tensor:
        """Return class logits (batch, 10) from the feature maps."""
        return self.head(self.code(levels))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return class logits (batch, 10)."""
        return self.classify(self.features(x))


class SingleScaleCNN(ConvNet):
    """Classify from the last, coarsest level alone; wider, for equal weights."""

    def __init__(self) -> None:
        super().__init__(channels=(16, 32, 64, 80), grids=(0, 0, 0, 7))


class DeepCNN(ConvNet):
    """Classify from the last of eight levels alone; narrower, for equal weights.

    Twice as deep as SingleScaleCNN, with two blocks at 28, two at 14 and four at 7
    pixels a side.
    """

    def __init__(self) -> None:
        channels = (16, 16, 32, 32, 48, 48, 48, 40)
        super().__init__(channels, grids=(0,) * 7 + (7,), pooled_before=(2, 4))


class MultiScaleCNN(ConvNet):
    """Classify from the features of all levels, each pooled to its own grid.

    `features` gives (batch, 16, 28, 28), (batch, 32, 14, 14), (batch, 64, 7, 7) and
    (batch, 64, 7, 7).
    """

    def __init__(self) -> None:
        super().__init__(channels=(16, 32, 64, 64), grids=(4, 4, 7, 4))
