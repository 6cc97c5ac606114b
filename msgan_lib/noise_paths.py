"""Paths from one z to another. Taught in lesson 05."""

import torch


def straight_path(
    z_start: torch.Tensor, z_end: torch.Tensor, share: float
) -> torch.Tensor:
    """Return the points that lie `share` (0 to 1) of the way from z to z, straight on.

    Both are (n, latent_size). Halfway between two normal z of many numbers a point is
    shorter than nearly all of them, by the root of 2.
    """
    return (1 - share) * z_start + share * z_end


def spherical_path(
    z_start: torch.Tensor, z_end: torch.Tensor, share: float
) -> torch.Tensor:
    """Return the points that lie `share` (0 to 1) of the way, along a great circle.

    Both are (n, latent_size). With w the angle between the two it is
    (sin((1 - share) w) z_start + sin(share w) z_end) / sin w: between z of one length
    every point has that length (Shoemake, 1985; White, 2016). Where w is 0 the straight
    path is taken. Between two opposite z there are many such paths, so none is right.
    """
    lengths = z_start.norm(dim=1) * z_end.norm(dim=1)
    cosine = ((z_start * z_end).sum(dim=1) / lengths).clamp(-1, 1)
    angle = cosine.acos()[:, None]  # (n, 1)
    curved = ((1 - share) * angle).sin() * z_start + (share * angle).sin() * z_end
    straight = straight_path(z_start, z_end, share)
    return torch.where(angle > 1e-3, curved / angle.sin(), straight)
