"""Convolutional classifiers that read one scale or several.

Both are built of the same blocks and have the same number of weights within 1 %, so that
a difference between them comes from the scales. Taught in lesson 02.
"""

import torch
import torch.nn.functional as F
from torch import nn

from msgan_lib.data import NUM_CLASSES


class ConvBlock(nn.Sequential):
    """3 x 3 convolution, batch normalisation, ReLU; the size of the image stays.

    Convolution weights start as He et al. (2015) draw them for ReLU, batch normalisation
    at scale 1 and shift 0.
    """

    def __init__(self, in_channels: int, out_channels: int):
        convolution = nn.Conv2d(in_channels, out_channels, 3, padding=1, bias=False)
        nn.init.kaiming_normal_(convolution.weight, nonlinearity="relu")
        super().__init__(
            convolution, nn.BatchNorm2d(out_channels), nn.ReLU(inplace=True)
        )


class MultiScaleCNN(nn.Module):
    """Classify from the features of all levels of a small convolutional network.

    Input (batch, 1, 28, 28) from 0 to 1; output logits (batch, 10). `features` gives
    the levels, finest first, with the default channels (batch, 16, 28, 28),
    (batch, 32, 14, 14), (batch, 64, 7, 7), (batch, 64, 7, 7). Each is max-pooled to a
    grid of `grids[level]` cells a side, and one linear layer reads them all.
    """

    def __init__(
        self,
        channels: tuple[int, ...] = (16, 32, 64, 64),
        grids: tuple[int, ...] = (4, 4, 2, 1),
        dropout: float = 0.5,
    ):
        super().__init__()
        in_channels = (1, *channels[:-1])
        self.blocks = nn.ModuleList(map(ConvBlock, in_channels, channels))
        self.grids = grids
        self.dropout = nn.Dropout(dropout)
        size = sum(c * g * g for c, g in zip(channels, grids, strict=True))
        self.head = nn.Linear(size, NUM_CLASSES)
        # PyTorch's convolutions on a CPU are about half again as fast in this layout.
        self.to(memory_format=torch.channels_last)

    def features(self, x: torch.Tensor) -> list[torch.Tensor]:
        """Return the feature maps of all levels, finest first."""
        levels = []
        for i, block in enumerate(self.blocks):
            if i in (1, 2):
                x = F.max_pool2d(x, 2)
            x = block(x)
            levels.append(x)
        return levels

    def code(self, levels: list[torch.Tensor]) -> torch.Tensor:
        """Pool the levels to their grids and join them: (batch, size)."""
        pooled = [
            F.adaptive_max_pool2d(level, grid).flatten(1)
            for level, grid in zip(levels, self.grids, strict=True)
            if grid
        ]
        return torch.cat(pooled, dim=1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return class logits (batch, 10)."""
        return self.head(self.dropout(self.code(self.features(x))))
