"""Random changes of a batch of images that leave the class as it is.

Every image of a batch gets a change of its own: torchvision's random transforms draw
one for the whole batch. Taught in lesson 14; lesson 15 measures what it protects
against.
"""

import math

import torch
import torch.nn.functional as F

from msgan_lib.ground.errors import CourseError
from msgan_lib.pyramid import SIDES, as_rows

# Control points of a bend, per side of the image.
BEND_POINTS = 4


def random_warp(
    x: torch.Tensor,
    generator: torch.Generator,
    *,
    degrees: float,
    scale: float,
    shear: float,
    shift: float,
    bend: float = 0,
) -> torch.Tensor:
    """Rotate, scale, shear, shift and bend each image by a random amount of its own.

    `x` is (batch, channels, height, width), 0 being the background. Uniform draws:
    rotation within `degrees`, both scales within 1 - `scale` to 1 + `scale`, shear
    within `shear`, shift within `shift` pixels. `bend` is the standard deviation, in
    pixels, by which a grid of 4 x 4 points is moved; in between the move is smooth
    (Simard et al., 2003: elastic distortion). One affine matrix an image, one
    grid_sample a batch (bilinear, zeros outside).
    """
    n, _, height, width = x.shape
    # One draw for all numbers, on the CPU, where a seed repeats whatever the device is.
    u = torch.rand(6, n, generator=generator).mul_(2).sub_(1)
    angle = u[0] * math.radians(degrees)
    cos, sin = angle.cos(), angle.sin()
    sx, sy = 1 + scale * u[1], 1 + scale * u[2]
    k = shear * u[3]
    tx, ty = shift * 2 / width * u[4], shift * 2 / height * u[5]
    # output position -> input position: a rotation times [[sx, k], [0, sy]], then a
    # shift
    theta = torch.stack(
        [cos * sx, cos * k - sin * sy, tx, sin * sx, sin * k + cos * sy, ty]
    )
    theta = theta.T.reshape(n, 2, 3).to(x.device)
    grid = F.affine_grid(theta, list(x.shape), align_corners=False)
    if bend:
        points = torch.randn(n, 2, BEND_POINTS, BEND_POINTS, generator=generator)
        points *= bend * 2 / torch.tensor([width, height]).view(2, 1, 1)
        moves = F.interpolate(
            points.to(x.device),
            size=(height, width),
            mode="bicubic",
            align_corners=True,
        )
        grid = grid + moves.movedim(1, -1)
    return F.grid_sample(x, grid, align_corners=False)


def random_thickness(
    x: torch.Tensor, generator: torch.Generator, *, thicker: float, thinner: float
) -> torch.Tensor:
    """Make the strokes of each image thicker or thinner by a random amount of its own.

    An image is mixed with the maximum or with the minimum of every 3 x 3 pixels
    (dilation, erosion); the share of that is uniform, up to `thicker` or `thinner`, and
    either happens to half of the images. `x` as in random_warp.
    """
    share = torch.rand(len(x), 1, 1, 1, generator=generator).mul_(2).sub_(1).to(x)
    dilated = F.max_pool2d(x, 3, stride=1, padding=1)
    eroded = -F.max_pool2d(-x, 3, stride=1, padding=1)
    x = x + thicker * share.clamp_min(0) * (dilated - x)
    return x + thinner * (-share).clamp_min(0) * (eroded - x)


def augment_weakly(x: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
    """Shift each image by at most 2 pixels: what the teacher of pseudo-labels sees."""
    return random_warp(x, generator, degrees=0, scale=0, shear=0, shift=2)


def augment_strongly(x: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
    """Change place, shape and strokes of each image: the student must see through it.

    It is turned, stretched, sheared, shifted, bent, and drawn with a thicker or thinner
    pen. A class must survive it. Twice as much of everything made the error on
    development images larger.
    """
    x = random_warp(x, generator, degrees=12, scale=0.1, shear=0.1, shift=2, bend=1)
    return random_thickness(x, generator, thicker=1, thinner=0.6)


def disturb(
    x: torch.Tensor, generator: torch.Generator, augmented: bool, noise: float
) -> torch.Tensor:
    """Return images as a training shows them: augmented strongly if asked, with noise.

    `noise` is the standard deviation of normal noise on every pixel, 0 for none. Images
    at all levels, as rows (batch, 1029), get the pyramid of such noise, as if it lay on
    the images that they are made of; they can't be augmented (CourseError).
    """
    rows = x.dim() == 2
    if augmented:
        if rows:
            raise CourseError(
                "A generator's images of several sizes can't be augmented alike; "
                "choose a recipe with `augmented: false`, or a generator of one size."
            )
        x = augment_strongly(x, generator)
    if noise:
        shape = (len(x), 1, SIDES[0], SIDES[0]) if rows else x.shape
        grain = noise * torch.randn(shape, generator=generator).to(x)
        x = x + (as_rows(grain) if rows else grain)
    return x
