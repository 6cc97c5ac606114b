"""Pictures of what discriminators see, and of how well they tell images apart."""

from collections.abc import Mapping, Sequence
from itertools import cycle

import matplotlib.pyplot as plt
import numpy as np
import torch

from msgan_lib.greys import grey_shares, quantised
from msgan_lib.plots.style import LINES, draw_image, mark_draws
from msgan_lib.plots.telling import told

RECOGNISED = "new images recognised (%)"
NUM_SHOWN = 4  # images of each kind


@told
def show_greys(x_real: torch.Tensor, x_fake: torch.Tensor, num_greys: int) -> str:
    """Draw images of both kinds in so many greys, and how often each grey occurs.

    Images are (n, 1, height, width) from 0 to 1; the first ones are drawn, all are
    counted. The bars' axis is logarithmic.
    """
    figure = plt.figure(figsize=(8.5, 3))
    grid = figure.add_gridspec(2, 2 * NUM_SHOWN)
    counts = figure.add_subplot(grid[:, NUM_SHOWN:])
    kinds = {"real": x_real, "generated": x_fake}
    lines, words, empty = ("k-", "k--"), [], {}
    for row, (name, x) in enumerate(kinds.items()):
        for column, image in enumerate(quantised(x[:NUM_SHOWN], num_greys)[:, 0]):
            axis = figure.add_subplot(grid[row, column], xticks=[], yticks=[])
            draw_image(axis, image, framed=True)
            if column == 0:
                axis.set_ylabel(name, fontsize=9)
        shares = 100 * grey_shares(x, num_greys).mean(dim=0)
        empty[name] = shares[0].item()
        greys = np.linspace(0, 1, num_greys)
        counts.step(greys, shares.clamp_min(1e-3), lines[row], where="mid", label=name)
        words.append(f"{shares[0]:.1f} % of the pixels of {name} images are exactly 0")
    counts.set(yscale="log", xlabel="grey, from paper (0) to ink (1)")
    counts.set_ylabel("pixels (%)")
    counts.legend()
    return f"In {num_greys} greys {' and '.join(words)}."


@told
def show_recognised(percents: Mapping[str, Sequence[float]]) -> str:
    """Draw how many new images are recognised, in percent, a row a discriminator.

    Every seed is a marker of its own, the same in each row; 50 is a coin's share.
    """
    _, axis = plt.subplots(figsize=(6.5, 0.5 * len(percents) + 1))
    for row, seeds in enumerate(reversed(percents.values())):
        mark_draws(axis, row, seeds)
    axis.set_yticks(range(len(percents)), list(reversed(percents)))
    axis.set_ylim(-0.6, len(percents) - 0.4)
    axis.grid(axis="x")
    axis.set_xlabel(f"{RECOGNISED}, one marker per seed")
    words = (
        f"{name} {min(seeds):.1f} to {max(seeds):.1f}"
        if len(seeds) > 1
        else f"{name} {seeds[0]:.1f}"
        for name, seeds in percents.items()
    )
    return f"New images recognised, in percent: {'; '.join(words)}."


@told
def show_recognised_by_greys(percents: Mapping[str, Mapping[int, float]]) -> str:
    """Draw how many new images are recognised, in percent, by number of greys."""
    _, axis = plt.subplots(figsize=(6.5, 3.6))
    words = []
    for line, (name, by_greys) in zip(cycle(LINES), percents.items(), strict=False):
        greys = sorted(by_greys, reverse=True)
        axis.plot(greys, [by_greys[n] for n in greys], line, label=name)
        told_ = ", ".join(f"{by_greys[n]:.0f} with {n}" for n in greys)
        words.append(f"{name} {told_}")
    axis.axhline(50, color="black", linewidth=0.8, linestyle="--")
    axis.set(
        xscale="log", xlabel="greys in the images", ylabel=RECOGNISED, ylim=(40, 102)
    )
    axis.set_xticks(greys, [f"{n}" for n in greys])
    axis.minorticks_off()
    axis.grid()
    axis.legend()
    return f"New images recognised, in percent: {'; '.join(words)}."


@told
def show_answers(answers: Mapping[str, torch.Tensor], xlabel: str = "P(real)") -> str:
    """Draw how often a discriminator gives each probability from 0 to 1, a line each.

    `answers[name]` are probabilities (n,).
    """
    _, axis = plt.subplots(figsize=(6.5, 3.2))
    edges, words = np.linspace(0, 1, 41), []
    for line, (name, p) in zip(cycle(LINES), answers.items(), strict=False):
        shares, _ = np.histogram(p.detach().cpu(), edges)
        axis.plot((edges[1:] + edges[:-1]) / 2, 100 * shares / len(p), line, label=name)
        words.append(f"{name}: mean {p.mean():.2f}, standard deviation {p.std():.2f}")
    axis.axvline(0.5, color="black", linewidth=0.8, linestyle="--")
    axis.set(xlabel=xlabel, ylabel="images (%)", xlim=(0, 1), ylim=(0, None))
    axis.legend()
    return f"{xlabel}: {'; '.join(words)}."
