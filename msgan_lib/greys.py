"""Grey levels: images as a file stores them. Taught in lesson 06."""

import torch

FILE_GREYS = 256  # levels of grey in an image of 8 bits


def quantised(x: torch.Tensor, num_greys: int = FILE_GREYS) -> torch.Tensor:
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
