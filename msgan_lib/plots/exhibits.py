"""Pictures of games that fail, beside those that work. Used in lesson 09."""

from collections.abc import Mapping

import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F

from msgan_lib.plots.style import LINES, draw_image
from msgan_lib.plots.telling import told
from msgan_lib.training.exhibits import Outcome

WORDS = {"broken": "with the fault", "cured": "cured"}


@told
def show_exhibit(
    outcomes: Mapping[str, Outcome],
    measure: str,
    title: str = "",
    log: bool = False,
) -> str:
    """Draw what became of games: images, a measure over the rounds, and the losses.

    `outcomes` are those of the game "broken" and "cured", or one of them; `measure`
    says in words what is measured, and `log` draws it on a logarithmic axis.
    """
    figure, axes = plt.subplot_mosaic(
        [[name] * 2 for name in outcomes] + [["measure", "losses"]],
        figsize=(8.6, 0.95 * len(outcomes) + 3.0),
        height_ratios=[1.0] * len(outcomes) + [2.6],
    )
    figure.suptitle(title)
    words = []
    for i, (name, outcome) in enumerate(outcomes.items()):
        images, history = outcome.images, outcome.history
        axes[name].set(xticks=[], yticks=[])
        draw_image(axes[name], _strip(images[:8]))
        axes[name].set_ylabel(WORDS[name], rotation=0, ha="right", va="center")
        rounds = [entry["round"] for entry in history]
        values = [entry["measure"] for entry in history]
        axes["measure"].plot(rounds, values, LINES[i], label=WORDS[name], color=f"C{i}")
        words.append(f"{WORDS[name]} {values[-1]:.3g}")
        for j, player in enumerate(("discriminator", "generator")):
            losses = [entry[player] for entry in history]
            axes["losses"].plot(
                rounds, losses, LINES[2 * i + j], color=f"C{i}",
                label=f"{player}, {WORDS[name]}", alpha=0.9,
                fillstyle="none" if j else "full",
            )  # fmt: skip
            words[-1] += f" ({player}'s loss {losses[-1]:.3g})" if j == 0 else ""
    axes["measure"].set(xlabel="round", ylabel=measure)
    axes["measure"].yaxis.label.set_size(8)
    if log:
        axes["measure"].set_yscale("log")
    axes["losses"].set(xlabel="round", ylabel="loss")
    for name in ("measure", "losses"):
        axes[name].grid()
        axes[name].legend(fontsize=7)
    start = f"{title}. " if title else ""
    return f"{start}At the end, {measure}: {'; '.join(words)}."


def _strip(images: torch.Tensor) -> torch.Tensor:
    """Return images (n, 1, height, width) side by side, white between them."""
    padded = F.pad(images[:, 0], (1, 1, 0, 0))  # (n, height, width + 2)
    return padded.movedim(0, 1).flatten(1)
