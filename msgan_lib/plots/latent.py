"""Pictures of a plane of codes: what a decoder draws where. Taught in lesson 03."""

from collections import Counter
from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
import torch
from torch import nn

from msgan_lib.ground.devices import device_of
from msgan_lib.plots.features import draw_codes
from msgan_lib.plots.style import GREYS, titled
from msgan_lib.plots.telling import told

NEIGHBOURS = 20  # codes of real images that are asked for their class
REACH = 3.0  # standard deviations that are drawn to each side


@torch.no_grad()
def decoded_plane(decoder: nn.Module, side: int, reach: float = REACH) -> torch.Tensor:
    """Return what a decoder of codes (n, 2) draws on a grid: (side, side, 28, 28).

    The grid reaches from -`reach` to `reach` in both numbers; the first row is at the
    top, where the second number is largest.
    """
    line = torch.linspace(-reach, reach, side)
    second, first = torch.meshgrid(line.flip(0), line, indexing="ij")
    codes = torch.stack([first, second], dim=-1).view(-1, 2)  # (side * side, 2)
    images = decoder(codes.to(device_of(decoder))).cpu()
    return images[:, 0].unflatten(0, (side, side))


@told
def show_decoded_plane(
    decoder: nn.Module, side: int = 15, reach: float = REACH, title: str = ""
) -> str:
    """Draw the images of a grid of codes, side by side, each where its code lies."""
    images = decoded_plane(decoder, side, reach)
    _, axis = plt.subplots(figsize=(6.3, 6.3))
    half_a_cell = reach / (side - 1)
    edge = reach + half_a_cell
    canvas = images.transpose(1, 2).reshape(side * 28, side * 28)
    axis.imshow(canvas.numpy(), extent=(-edge, edge, -edge, edge), **GREYS)
    axis.set(xlabel="first number of the code", ylabel="second number", title=title)
    change = (images[:, 1:] - images[:, :-1]).abs().mean()
    apart = (images[0, 0] - images[-1, -1]).abs().mean()
    return titled(
        title,
        f"{side} x {side} images; neighbours differ by {change:.3f} a pixel on "
        f"average, two opposite corners by {apart:.3f}.",
    )


@told
def show_decoded_point(
    decoder: nn.Module,
    codes: torch.Tensor,
    labels: Sequence[int],
    class_names: Sequence[str],
    place: tuple[float, float],
) -> str:
    """Draw where `place` lies among codes (n, 2) of real images, and its image.

    The words name the classes of the nearest codes.
    """
    with torch.no_grad():
        image = decoder(torch.tensor([place]).to(device_of(decoder)))[0, 0].cpu()
    _, (left, right) = plt.subplots(1, 2, figsize=(7.6, 3.9), width_ratios=(1.5, 1))
    points, labels = codes.detach().cpu().numpy(), np.asarray(labels)
    greys = ["0.45"] * len(class_names)  # faint
    draw_codes(left, points, labels, class_names, colors=greys, s=22, linewidths=0.2)
    left.set_title("codes of real images")
    left.plot(*place, "X", color="black", markersize=13, markeredgecolor="white")
    right.imshow(image.numpy(), **GREYS)
    right.set(xticks=[], yticks=[], title="what the decoder draws")
    distances = np.square(points - np.array(place)).sum(axis=1)
    nearest = labels[distances.argsort()[:NEIGHBOURS]]
    told = ", ".join(
        f"{count} of class {class_names[c]}"
        for c, count in Counter(sorted(nearest)).most_common()
    )
    return (
        f"At ({place[0]:g}, {place[1]:g}): ink {image.mean():.3f} a pixel on average. "
        f"The {len(nearest)} nearest codes of real images: {told}."
    )
