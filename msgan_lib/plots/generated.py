"""Pictures of what generators do: grids, spreads, paths of z. Taught in lesson 05."""

from itertools import cycle

import matplotlib.pyplot as plt
import numpy as np
import torch
from torch import nn

from msgan_lib.measure import evaluating
from msgan_lib.noise_paths import spherical_path, straight_path
from msgan_lib.plots.style import GREYS, titled
from msgan_lib.plots.telling import told
from msgan_lib.spectra import grid_percent, power_spectrum

WEAKEST = 1e-6  # power, as a share of the strongest: nothing fainter is drawn
DASHES = ("-", "--", "-.", ":")


@told
def show_spectra(images: dict[str, torch.Tensor], title: str = "") -> str:
    """Draw one image of each kind, and below it which frequencies all of them have.

    Images are (n, 1, height, width), with even sides. Each image is drawn from its
    lightest to its darkest grey. In the spectra frequency 0 is in the middle, the
    finest ones are at the edges, and darkness is the logarithm of power.
    """
    figure, axes = plt.subplots(
        2, len(images), figsize=(2.1 * len(images) + 0.6, 4.4), squeeze=False
    )
    figure.suptitle(title)
    words = []
    for (upper, lower), (name, x) in zip(axes.T, images.items(), strict=True):
        x = x.detach().cpu()
        low, high = x[0].min().item(), x[0].max().item()
        spread = max(high - low, 0.05)  # a constant is one grey, not its rounding
        upper.imshow(x[0, 0].numpy(), cmap="gray_r", vmin=low, vmax=low + spread)
        power = power_spectrum(x).mean(dim=(0, 1))
        faint = (power / power.max()).clamp_min(WEAKEST).log10()
        lower.imshow(torch.fft.fftshift(faint).numpy(), cmap="gray_r", vmax=0)
        upper.set_title(name, fontsize=9)
        words.append(f"{name} {grid_percent(x):.2f} %")
    for axis in axes.flat:
        axis.set(xticks=[], yticks=[])
    axes[0, 0].set_ylabel("image")
    axes[1, 0].set_ylabel("spectrum")
    return titled(title, f"Power in patterns of 2 pixels: {'; '.join(words)}.")


@told
def show_spreads(numbers: dict[str, torch.Tensor], xlabel: str, title: str = "") -> str:
    """Draw how some numbers (n,) of each kind are spread, as outlined histograms."""
    every = torch.cat([kind.detach().cpu().flatten() for kind in numbers.values()])
    bins = np.linspace(every.min().item(), every.max().item(), 41)
    _, axis = plt.subplots(figsize=(6.5, 3.0))
    words = []
    for dashes, (name, kind) in zip(cycle(DASHES), numbers.items(), strict=False):
        axis.hist(
            kind.detach().cpu().numpy(),
            bins=bins,
            density=True,
            histtype="step",
            linestyle=dashes,
            linewidth=1.6,
            label=name,
        )
        words.append(f"{name} {kind.mean():.3g} +- {kind.std():.2g}")
    axis.set(xlabel=xlabel, yticks=[], ylabel="share", title=title)
    axis.legend()
    return titled(title, f"{xlabel}, mean and spread: {'; '.join(words)}.")


@told
@torch.no_grad()
def show_path_point(
    generator: nn.Module, z_start: torch.Tensor, z_end: torch.Tensor, share: float
) -> str:
    """Draw the images of two z (latent_size,) and of the points `share` between them.

    One point is on the straight path, the other on the spherical one; the length of z
    stands above each image.
    """
    start, end = z_start[None], z_end[None]
    points = {
        "start": start,
        "straight": straight_path(start, end, share),
        "spherical": spherical_path(start, end, share),
        "end": end,
    }
    with evaluating(generator):
        images = generator(torch.cat([*points.values()])).cpu()
    _, axes = plt.subplots(1, len(points), figsize=(7.6, 2.4))
    words = []
    for axis, (name, z), image in zip(axes, points.items(), images, strict=True):
        axis.imshow(image[0].numpy(), **GREYS)
        axis.set(xticks=[], yticks=[], title=f"{name}\nlength {z.norm():.1f}")
        words.append(f"{name} {z.norm():.1f}, ink {image.mean():.3f}")
    return f"{share:.0%} of the way; length of z and ink a pixel: {'; '.join(words)}."
