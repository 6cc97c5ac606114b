"""Feature pyramids: coarse levels passed down to fine ones (Lin et al., 2017).

Taught in lesson 02.
"""

from collections.abc import Callable, Sequence

import torch
import torch.nn.functional as F
from torch import nn

from msgan_lib.data import NUM_CLASSES
from msgan_lib.networks.classifiers import MultiScaleCNN


def fuse_top_down(
    levels: list[torch.Tensor],
    lateral: Sequence[Callable[[torch.Tensor], torch.Tensor]],
    smooth: Sequence[Callable[[torch.Tensor], torch.Tensor]],
) -> list[torch.Tensor]:
    """Add to each level what all coarser levels found; finest first, sizes as given.

    `levels` are (batch, c, side, side), each with its own c. `lateral[level]` brings
    them to a common number of channels; then each coarser sum is enlarged to the next
    finer level and added; `smooth[level]` is applied to each sum. Taught in lesson 02.
    """
    fused = [lateral[-1](levels[-1])]
    for level in reversed(range(len(levels) - 1)):
        fine = lateral[level](levels[level])
        fused.insert(0, fine + F.interpolate(fused[0], size=fine.shape[-2:]))
    return [convolution(x) for convolution, x in zip(smooth, fused, strict=True)]


class TopDownFusion(nn.Module):
    """The convolutions of fuse_top_down: 1 x 1 for `lateral`, 3 x 3 for `smooth`.

    Maps (batch, channels[level], side, side) become (batch, width, side, side). It
    computes what torchvision's FeaturePyramidNetwork does, and starts as that does.
    """

    def __init__(self, channels: Sequence[int], width: int):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, width, 1) for c in channels)
        self.smooth = nn.ModuleList(
            nn.Conv2d(width, width, 3, padding=1) for _ in channels
        )
        for convolution in (*self.lateral, *self.smooth):
            nn.init.kaiming_uniform_(convolution.weight, a=1)
            nn.init.zeros_(convolution.bias)

    def forward(self, levels: list[torch.Tensor]) -> list[torch.Tensor]:
        """Return the fused levels, finest first."""
        return fuse_top_down(levels, self.lateral, self.smooth)


class TopDownCNN(MultiScaleCNN):
    """A MultiScaleCNN whose levels are fused top-down before the linear layer.

    Weights as many as MultiScaleCNN has, within 1 %: a smaller linear layer pays for
    the fusion. `features` are the levels before it.
    """

    def __init__(self, width: int = 24):
        super().__init__()
        channels = [block[0].out_channels for block in self.blocks]
        self.fusion = TopDownFusion(channels, width)
        self.head = nn.Linear(width * sum(g * g for g in self.grids), NUM_CLASSES)
        self.to(memory_format=torch.channels_last)

    def code(self, levels: list[torch.Tensor]) -> torch.Tensor:
        """Fuse the levels, pool them to their grids and join them."""
        return super().code(self.fusion(levels))
