"""Grey levels: images as a file stores them. Taught in lesson 06."""

import torch


def quantised(x: torch.Tensor, num_greys: int = 256) -> torch.Tensor:
    """Round images from 0 to 1 to that many evenly spaced greys, 0 and 1 among them.

    Rounding has slope 0 almost everywhere. So that a generator still learns, the
    gradient passes as if nothing had been rounded (Bengio et al., 2013: the
    straight-through estimator). Real images of 8 bits stay what they are, to the last
    bit. Raises ValueError for fewer than two greys. Taught in lesson 06.
    """
    if num_greys < 2:
        raise ValueError(f"an image needs at least two greys, not {num_greys}")
    steps = num_greys - 1
    rounded = (x.detach() * steps).round() / steps
    # Not x + (rounded - x): its sum can miss the grey by a bit, and 0 would be no 0.
    return rounded + (x - x.detach())


def grey_shares(x: torch.Tensor, num_greys: int = 256) -> torch.Tensor:
    """Return which share of each image's pixels has each grey: (batch, num_greys).

    It knows how much there is of each grey, and nothing of where. Images (batch, 1,
    height, width) from 0 to 1 are rounded as `quantised` does. Taught in lesson 06.
    """
    greys = (quantised(x.detach(), num_greys) * (num_greys - 1)).round().long()
    counts = torch.zeros(len(x), num_greys, device=x.device)
    ones = torch.ones_like(greys.flatten(1), dtype=counts.dtype)
    return counts.scatter_add_(1, greys.flatten(1), ones) / greys[0].numel()
