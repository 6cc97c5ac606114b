"""Gaussian and Laplacian pyramids of batches of images (Burt and Adelson, 1983).

Taught in lesson 01.
"""

import itertools

import torch
import torch.nn.functional as F

# The binomial filter 1-4-6-4-1, close to a Gaussian of standard deviation 1 pixel.
KERNEL = torch.tensor([1.0, 4.0, 6.0, 4.0, 1.0]) / 16
SIDES = (28, 14, 7)  # of the levels that games at several scales are about


def blur(x: torch.Tensor) -> torch.Tensor:
    """Blur images (batch, channels, height, width) with the 5 x 5 binomial filter.

    Borders are reflected, so a constant image stays what it is; both sides of an image
    must have at least 3 pixels (ValueError).
    """
    if min(x.shape[-2:]) < 3:
        raise ValueError(f"blur needs at least 3 x 3 pixels, not {tuple(x.shape[-2:])}")
    channels = x.shape[1]
    kernel = KERNEL.to(x)
    # Two passes of 5 numbers do the work of one pass of 25.
    column = kernel.view(1, 1, 5, 1).expand(channels, 1, 5, 1)
    row = kernel.view(1, 1, 1, 5).expand(channels, 1, 1, 5)
    x = F.pad(x, (2, 2, 2, 2), mode="reflect")
    return F.conv2d(F.conv2d(x, column, groups=channels), row, groups=channels)


def downsample(x: torch.Tensor) -> torch.Tensor:
    """Blur, then keep every second row and column: the next coarser level."""
    return blur(x)[..., ::2, ::2]


def upsample(x: torch.Tensor, size: tuple[int, int] | torch.Size) -> torch.Tensor:
    """Enlarge images bilinearly to `size` (height, width): a prediction of a level."""
    return F.interpolate(x, size=tuple(size), mode="bilinear", align_corners=False)


def gaussian_pyramid(x: torch.Tensor, num_levels: int) -> list[torch.Tensor]:
    """Return `num_levels` images, finest first, each half the size of the one before.

    28 x 28 images give sides 28, 14, 7, 4. Raises ValueError where the coarsest level
    but one has under 3 pixels a side, or `num_levels` is under 1.
    """
    if num_levels < 1:
        raise ValueError(f"a pyramid has at least 1 level, not {num_levels}")
    levels = [x]
    for _ in range(num_levels - 1):
        levels.append(downsample(levels[-1]))
    return levels


def laplacian_pyramid(x: torch.Tensor, num_levels: int) -> list[torch.Tensor]:
    """Return what each level adds to the next coarser one; last, the coarsest image.

    Level i is G[i] - upsample(G[i + 1]), of the same size as G[i]. Sizes and errors as
    in gaussian_pyramid.
    """
    gaussian = gaussian_pyramid(x, num_levels)
    details = [
        fine - upsample(coarse, fine.shape[-2:])
        for fine, coarse in itertools.pairwise(gaussian)
    ]
    return [*details, gaussian[-1]]


def reconstruct(levels: list[torch.Tensor]) -> torch.Tensor:
    """Add a Laplacian pyramid up again, coarse to fine: the image it was made of.

    Exact (up to rounding) whatever the filter is: each level was defined as what the
    enlarged coarser level lacks.
    """
    x = levels[-1]
    for detail in reversed(levels[:-1]):
        x = upsample(x, detail.shape[-2:]) + detail
    return x


def pack(levels: list[torch.Tensor]) -> torch.Tensor:
    """Return all levels of each image as one row: (batch, numbers), finest first.

    What works on an image, such as a penalty on slopes, works on such a row, and then
    on all levels at once. Taught in lesson 10.
    """
    return torch.cat([level.flatten(1) for level in levels], dim=1)


def unpack(rows: torch.Tensor, sides: tuple[int, ...]) -> list[torch.Tensor]:
    """Return the levels (batch, 1, side, side) that `pack` made rows of.

    Raises ValueError where a row has not as many numbers as levels of these sides.
    """
    numbers = [side * side for side in sides]
    if rows.shape[1] != sum(numbers):
        raise ValueError(
            f"levels of {sides} pixels a side make rows of {sum(numbers)} numbers, "
            f"not of {rows.shape[1]}"
        )
    parts = rows.split(numbers, dim=1)
    return [
        part.reshape(-1, 1, side, side) for part, side in zip(parts, sides, strict=True)
    ]


def as_rows(x: torch.Tensor) -> torch.Tensor:
    """Return pyramids as rows (batch, 1029), of images (batch, 1, 28, 28) or of rows.

    Images are blurred before each is halved.
    """
    return x if x.dim() == 2 else pack(gaussian_pyramid(x, len(SIDES)))
