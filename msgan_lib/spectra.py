"""Which frequencies an image is made of: to see a checkerboard. Taught in lesson 05."""

import torch


def power_spectrum(x: torch.Tensor) -> torch.Tensor:
    """Return how strong each frequency of images is: (..., height, width).

    Images are (..., height, width), with even sides. Along both axes frequency 0, the
    mean, comes first, and the finest one, which changes with every pixel, stands in the
    middle. The numbers of an image add up to its mean square.
    """
    return torch.fft.fft2(x, norm="forward").abs().square()


def grid_percent(x: torch.Tensor) -> float:
    """Return how much of the power of images is in patterns that repeat every 2 pixels.

    Images are (n, channels, height, width), with even sides. Such patterns are stripes,
    upright and flat, and the checkerboard: the finest frequency along one axis or both,
    and frequency 0 along the other. A layer with stride 2 that treats its outputs
    unequally leaves them (Odena et al., 2016). Taught in lesson 05.
    """
    power = power_spectrum(x)
    row, column = x.shape[-2] // 2, x.shape[-1] // 2
    grid = power[..., row, 0] + power[..., 0, column] + power[..., row, column]
    return 100 * (grid.sum() / power.sum()).item()
