"""Games small enough to be seen whole: two numbers, and points on a ring.

Taught in lesson 04.
"""

import math
from collections.abc import Callable
from typing import NamedTuple

import torch
from torch import nn

from msgan_lib.ground.errors import CourseError
from msgan_lib.losses import generator_loss

# Of each loss: how fast the generator's number rises for a discriminator's number of 1,
# and how fast the discriminator's falls for a generator's of 1, at the fake's logit.
_DIRAC = {
    "saturating": (torch.sigmoid, torch.sigmoid),
    "non_saturating": (lambda logit: torch.sigmoid(-logit), torch.sigmoid),
    "wasserstein": (torch.ones_like, torch.ones_like),
}
DIRAC_LOSSES = tuple(_DIRAC)

RADIUS, SPREAD = 2.0, 0.1  # of the ring; of the points around each of its centres
NEAR = 3 * SPREAD  # of a centre: what counts as near it
REACH = 3.0  # how far to each side a moment's surface is looked at
LEAST = 2  # percent of the points that must lie at a centre that counts as reached


def dirac_velocity(
    theta: torch.Tensor | float,
    psi: torch.Tensor | float,
    loss: str = "non_saturating",
    damping: float = 0.0,
) -> tuple[torch.Tensor, torch.Tensor]:
    """Return where gradient descent takes both numbers of the Dirac game.

    The only real point is 0, the generator's only fake is `theta`, and the logit of a
    point x is `psi * x`. Each side goes down its own loss on the fake; the real point
    has the logit 0 whatever `psi` is. `damping` is the weight of the R1 penalty, half
    the squared slope of the discriminator at the real point, here psi^2 / 2 (Mescheder
    et al., 2018). Raises CourseError for a loss that is none of DIRAC_LOSSES. Taught in
    lesson 04.
    """
    if loss not in _DIRAC:
        raise CourseError(
            f"The Dirac game has no loss {loss!r}; choose one of "
            f"{', '.join(DIRAC_LOSSES)}."
        )
    theta, psi = (torch.as_tensor(x, dtype=torch.float64) for x in (theta, psi))
    rise, fall = (slope(psi * theta) for slope in _DIRAC[loss])
    return psi * rise, -theta * fall - damping * psi


def dirac_path(
    loss: str = "non_saturating",
    *,
    lr: float = 0.2,
    num_steps: int = 500,
    alternating: bool = False,
    damping: float = 0.0,
    start: tuple[float, float] = (1.0, 1.0),
) -> torch.Tensor:
    """Return the numbers (theta, psi) before and after each step: (num_steps + 1, 2).

    Both move at once, or, `alternating`, the discriminator first and the generator with
    an eye on its new number. Taught in lesson 04.
    """
    theta, psi = (torch.tensor(x, dtype=torch.float64) for x in start)
    path = [torch.stack([theta, psi])]
    for _ in range(num_steps):
        to_theta, to_psi = dirac_velocity(theta, psi, loss, damping)
        psi = psi + lr * to_psi
        if alternating:
            to_theta, _ = dirac_velocity(theta, psi, loss, damping)
        theta = theta + lr * to_theta
        path.append(torch.stack([theta, psi]))
    return torch.stack(path)


def ring_centres(num_centres: int = 8) -> torch.Tensor:
    """Return the centres of the ring's clusters, (num_centres, 2).

    Taught in lesson 04.
    """
    # One angle more, and without the last: it would be the first again.
    angles = torch.linspace(0, 2 * math.pi, num_centres + 1)[:-1]
    return RADIUS * torch.stack([angles.cos(), angles.sin()], dim=1)


def draw_ring(num_points: int, stream: torch.Generator) -> torch.Tensor:
    """Return points (num_points, 2), each near one of the eight centres by chance.

    Taught in lesson 04.
    """
    centres = ring_centres()[torch.randint(8, (num_points,), generator=stream)]
    return centres + SPREAD * torch.randn(num_points, 2, generator=stream)


def ring_scores(points: torch.Tensor) -> dict[str, float]:
    """Return how points (n, 2) sit on the ring.

    Keys: "high_quality_percent", the share within three standard deviations of a
    centre; "modes_reached", how many of the eight centres have at least 2 % of all
    points so near. Raises CourseError for points of another shape, none, or NaN among
    them. Taught in lesson 04.
    """
    _check_points(points)
    distances, nearest = torch.cdist(points, ring_centres().to(points)).min(dim=1)
    near = distances < NEAR
    shares = 100 * nearest[near].bincount(minlength=8) / len(points)
    return {
        "high_quality_percent": 100 * near.double().mean().item(),
        "modes_reached": int((shares >= LEAST).sum()),
    }


def _check_points(points: torch.Tensor) -> None:
    if points.dim() != 2 or points.shape[1] != 2 or not len(points):
        raise CourseError(
            f"Points of the ring are a tensor (n, 2) with at least one row, not "
            f"{tuple(points.shape)}."
        )
    if not points.isfinite().all():
        raise CourseError(
            "Some points are infinite or no numbers: the training has exploded; try a "
            "smaller learning rate."
        )


class Moment(NamedTuple):
    """A game on the ring after so many steps, as it is drawn."""

    step: int
    points: torch.Tensor  # (n, 2): what the generator makes of the fixed noise
    arrows: torch.Tensor  # (n, 2): where each point wants to go, in logits per length
    surface: torch.Tensor  # (side, side): P(real), the top row at y = REACH

    @property
    def scores(self) -> dict[str, float]:
        """The `ring_scores` of the points."""
        return ring_scores(self.points)


def look(
    generator: Callable[[torch.Tensor], torch.Tensor],
    discriminator: nn.Module,
    z: torch.Tensor,
    step: int,
    side: int = 61,
) -> Moment:
    """Return the moment of a game with points in the plane; no weight gets a gradient.

    An arrow is minus the gradient of a point's own generator loss, so it says where the
    discriminator's verdict would improve, and how fast. Taught in lesson 04.
    """
    with torch.no_grad():
        points = generator(z)
    _check_points(points)
    points = points.detach().requires_grad_()
    losses = generator_loss(discriminator(points)) * len(points)  # their sum
    (gradient,) = torch.autograd.grad(losses, points)
    line = torch.linspace(-REACH, REACH, side)
    y, x = torch.meshgrid(line.flip(0), line, indexing="ij")
    with torch.no_grad():
        grid = torch.stack([x, y], dim=-1).view(-1, 2).to(points)
        surface = discriminator(grid).sigmoid().view(side, side)
    return Moment(step, points.detach().cpu(), -gradient.cpu(), surface.cpu())
