"""How much of an image one number of a feature map sees. Taught in lesson 02."""

from collections.abc import Callable, Sequence

import torch

from msgan_lib.measure import evaluating
from msgan_lib.networks.classifiers import ConvNet


def receptive_field(layers: Sequence[tuple[int, int, int]]) -> int:
    """Return how many input pixels a side one number sees behind some layers.

    Each layer is its (kernel, stride, padding), in numbers of its own input, first
    layer first; poolings count as layers. Taught in lesson 02.
    """
    size, jump = 1, 1  # of one number, in pixels of the image
    for kernel, stride, _ in layers:  # padding moves what is seen, and changes no size
        size += (kernel - 1) * jump
        jump *= stride
    return size


def pixels_seen(
    layers: Sequence[tuple[int, int, int]], position: int
) -> tuple[int, int]:
    """Return the first and last input pixel, along one axis, that one number sees.

    Each layer is its (kernel, stride, padding); `position` counts the numbers behind
    the last layer from 0. Pixels below 0 or beyond the image lie in the padding: the
    result is not cut off there. Taught in lesson 02.
    """
    first = last = position
    for kernel, stride, padding in reversed(layers):
        first = first * stride - padding
        last = last * stride - padding + kernel - 1
    return first, last


def footprint(
    read: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor
) -> torch.Tensor:
    """Return how strongly each pixel moves what `read` returns: (height, width).

    It is the absolute gradient of the sum of `read(x)`, added up over the images `x`
    (batch, channels, height, width). Where it is 0 for many images, `read` sees
    nothing. Taught in lesson 02.
    """
    x = x.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(read(x).sum(), x)
    return gradient.abs().sum(dim=(0, 1))


def cell_footprint(
    network: ConvNet, x: torch.Tensor, level: int, row: int, column: int
) -> torch.Tensor:
    """Return the footprint of the numbers of `level` in one place: (height, width).

    `row` and `column`, 0 to 6, count cells of 4 x 4 pixels; the place is the middle of
    the cell. The network is used in evaluation mode and left as it was. Used in lesson
    02.
    """

    def read(images: torch.Tensor) -> torch.Tensor:
        maps = network.features(images)[level]  # (batch, c, side, side)
        middle = [(2 * cell + 1) * maps.shape[-1] // 14 for cell in (row, column)]
        return maps[..., middle[0], middle[1]]

    with evaluating(network):
        return footprint(read, x)
