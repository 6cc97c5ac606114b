"""Pictures of games small enough to be seen whole. Taught in lesson 04."""

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import torch
from matplotlib.axes import Axes
from matplotlib.patches import Circle

from msgan_lib.ground.errors import CourseError
from msgan_lib.plots.style import LINES
from msgan_lib.plots.telling import told
from msgan_lib.small_games import (
    DIRAC_LOSSES,
    NEAR,
    REACH,
    Moment,
    dirac_path,
    dirac_velocity,
    ring_centres,
)

WAYS = {  # whether in turn; how the steps are drawn
    "at the same time": (False, "-s", 2.0),
    "in turn": (True, "--^", 1.0),
}
ARROWS = 40  # points of a moment that get an arrow: more hide each other
LONGEST = 0.9  # what an arrow comes near to, in the units of the axes
HALF = 0.15  # the length of a gradient whose arrow is half as long as that


@told
def show_dirac_game(
    losses: Sequence[str] = DIRAC_LOSSES,
    damping: float = 0.0,
    lr: float = 0.2,
    num_steps: int = 100,
) -> str:
    """Draw where both numbers of the Dirac game go, a panel for each loss.

    Arrows are the directions of descent, lines the steps taken at the same time and in
    turn, from (1, 1); the words tell how far from 0 these end.
    """
    size = (2.9 * len(losses), 3.4)
    figure, axes = plt.subplots(1, len(losses), figsize=size, squeeze=False)
    line = torch.linspace(-2.6, 2.6, 13)
    psi, theta = torch.meshgrid(line, line, indexing="ij")
    words = []
    for axis, loss in zip(axes.flat, losses, strict=True):
        field = torch.stack(dirac_velocity(theta, psi, loss, damping))
        directions = field / field.norm(dim=0).clamp_min(1e-9)
        axis.quiver(theta.numpy(), psi.numpy(), *directions.numpy(),
                    color="0.6", angles="xy", scale=18, width=0.005)  # fmt: skip
        ends = []
        for name, (alternating, style, width) in WAYS.items():
            path = dirac_path(
                loss, lr=lr, num_steps=num_steps, alternating=alternating,
                damping=damping,
            )  # fmt: skip
            axis.plot(*path.T.numpy(), style, label=name, linewidth=width, mec="black",
                      markevery=[num_steps])  # fmt: skip
            ends.append(f"{path[-1].norm():.2f} {name}")
        axis.plot(1, 1, "o", color="black")
        axis.plot(0, 0, "+", color="black", markersize=9)
        axis.set(xlim=(-2.8, 2.8), ylim=(-2.8, 2.8), aspect="equal", title=_plain(loss))
        axis.set(xlabel="the fake, θ")
        words.append(f"{_plain(loss)} {' and '.join(ends)}")
    axes[0, 0].set_ylabel("the discriminator's slope, ψ")
    figure.legend(*axes[0, 0].get_legend_handles_labels(), loc="outside lower center",
                  ncols=2)  # fmt: skip
    return (
        f"From 1.41 away from the centre, after {num_steps} steps: {'; '.join(words)}."
    )


def _plain(name: str) -> str:
    """Return a name with that of a loss in it in a reader's words."""
    return name.replace("wasserstein", "Wasserstein").replace("_", "-")


@told
def show_radii(paths: Mapping[str, torch.Tensor]) -> str:
    """Draw how far from (0, 0) each path (steps + 1, 2) is, on a logarithmic axis."""
    _, axis = plt.subplots(figsize=(6.5, 3.4))
    words = []
    for number, (name, path) in enumerate(paths.items()):
        name, radii = _plain(name), path.norm(dim=1)
        style = LINES[number % len(LINES)]
        axis.plot(
            radii.numpy(), style, label=name, markevery=(0.1 + 0.03 * number, 0.2)
        )
        words.append(f"{name} {radii[-1]:,.2f}")
    axis.set(yscale="log", xlabel="step", ylabel="distance from the centre")
    axis.grid()
    axis.legend()
    return f"Distance from the centre after the last step: {'; '.join(words)}."


@told
def show_verdicts(
    x: torch.Tensor,
    real: torch.Tensor,
    fake: torch.Tensor,
    learned: torch.Tensor,
) -> str:
    """Draw two densities on a line and below them P(real): the best one and a learned.

    All are (n,), the values at the points `x`; the best verdict is real / (real +
    fake).
    """
    exact = real / (real + fake)
    line = x.numpy()
    _, (above, below) = plt.subplots(
        2, 1, figsize=(6.5, 4.4), sharex=True, height_ratios=(1, 1.5)
    )
    above.fill_between(
        line, real.numpy(), color="tab:blue", alpha=0.35, hatch="//", label="real"
    )
    above.fill_between(line, fake.numpy(), color="tab:orange", alpha=0.35, hatch="..",
                       label="fake")  # fmt: skip
    above.set(ylabel="density")
    below.plot(line, exact.numpy(), "-", color="black", label="real / (real + fake)")
    below.plot(line, learned.numpy(), "--o", markevery=8, label="learned")
    below.axhline(0.5, color="0.6", linewidth=0.8)
    below.set(xlabel="x", ylabel="P(real)", ylim=(-0.03, 1.03))
    for axis in (above, below):
        axis.legend()
    apart = ((learned - exact).abs() * (real + fake)).sum() / (real + fake).sum()
    half = x[(exact - 0.5).abs().argmin()]
    return (
        f"Where points lie, the learned P(real) is {apart:.3f} from the exact one on "
        f"average; the exact one is nearest to one half at x = {half:.2f}."
    )


@told
def show_gradients_by_logit(
    gradients: Mapping[str, torch.Tensor], logits: torch.Tensor
) -> str:
    """Draw how strongly each loss pulls at a fake of each logit, (n,) each."""
    figure, axis = plt.subplots(figsize=(6.5, 3.8))
    for line, (name, gradient) in zip(LINES, gradients.items(), strict=False):
        axis.plot(
            logits.numpy(), gradient.abs().numpy(), line, label=name, markevery=0.1
        )
    axis.set(
        xlabel="the fake's logit: left, surely a fake; right, taken for real",
        ylabel="size of the gradient",
    )
    axis.grid()
    figure.legend(loc="outside lower center", ncols=3)
    words = (f"{name} {g[0].abs():.4f}" for name, g in gradients.items())
    return f"Size of the gradient at the logit {logits[0]:g}: {'; '.join(words)}."


@told
def show_points(clouds: Mapping[str, torch.Tensor]) -> str:
    """Draw clouds of points (n, 2) side by side, all to one scale."""
    size = (3.1 * len(clouds), 3.3)
    _, axes = plt.subplots(1, len(clouds), figsize=size, squeeze=False)
    words = []
    for axis, (name, points) in zip(axes.flat, clouds.items(), strict=True):
        axis.plot(
            *points.T.numpy(), "o", color="black", markersize=2, alpha=0.5, mec="none"
        )
        _frame(axis, name)
        distances = points.norm(dim=1)
        words.append(
            f"{name}: {len(points)} points, half of them within "
            f"{distances.median():.2f} of the middle, none beyond {distances.max():.2f}"
        )
    return f"{'; '.join(words)}."


@told
def show_moments(moments: Sequence[Moment]) -> str:
    """Draw a few moments of a game on the ring side by side, with the same noise."""
    if not moments:
        raise CourseError("There is no moment of a game to draw; give at least one.")
    size = (2.2 * len(moments), 2.5)
    _, axes = plt.subplots(1, len(moments), figsize=size, squeeze=False)
    for axis, moment in zip(axes.flat, moments, strict=True):
        _draw(axis, moment, arrows=False)
        axis.set(xticks=[], yticks=[], title=f"step {moment.step:,}")
    words = (f"After step {moment.step:,}: {_scores(moment)}." for moment in moments)
    return " ".join(words)


@told
def show_moment(moment: Moment) -> str:
    """Draw a moment of a game on the ring: the surface, the points and their arrows.

    White is where the discriminator says "real", dark where it says "fake"; its verdict
    is one half on the line. Circles hold what counts as near one of the eight centres
    of the real points. The longer an arrow, the stronger the gradient, but none is
    longer than LONGEST.
    """
    _, axis = plt.subplots(figsize=(5.6, 4.6))
    surface = _draw(axis, moment, arrows=True)
    axis.figure.colorbar(surface, ax=axis, label="P(real)").ax.set_ylim(0, 1)
    axis.set_title(f"step {moment.step:,}")
    verdicts = moment.surface
    return (
        f"Step {moment.step:,}: {_scores(moment)}. The discriminator's P(real) goes "
        f"from {verdicts.min():.2f} to {verdicts.max():.2f}; the points' arrows are "
        f"{moment.arrows.norm(dim=1).mean():.2f} long on average."
    )


def _scores(moment: Moment) -> str:
    scores = moment.scores
    return (
        f"{scores['modes_reached']} of 8 centres reached and "
        f"{scores['high_quality_percent']:.0f} % of the points near one"
    )


def _draw(axis: Axes, moment: Moment, arrows: bool):
    """Draw a moment, and return the image of its surface."""
    extent = (-REACH, REACH, -REACH, REACH)
    surface = axis.imshow(
        moment.surface.numpy(), extent=extent, cmap="gray", vmin=-0.5, vmax=1
    )
    if moment.surface.min() < 0.5 < moment.surface.max():
        axis.contour(moment.surface.numpy(), [0.5], extent=extent, origin="upper",
                     colors="black", linewidths=0.7)  # fmt: skip
    points = moment.points
    for centre in ring_centres().tolist():
        circle = Circle(centre, NEAR, fill=False, edgecolor="navy", linewidth=1.6)
        axis.add_patch(circle)
    axis.plot(
        *points.T.numpy(), "o", color="tab:orange", markersize=3, mec="black", mew=0.3
    )
    if arrows:
        some = slice(0, len(points), max(1, len(points) // ARROWS))
        lengths = moment.arrows.norm(dim=1, keepdim=True)
        shown = LONGEST * moment.arrows / (lengths + HALF)
        axis.quiver(
            *points[some].T.numpy(), *shown[some].T.numpy(), color="darkred",
            angles="xy", scale_units="xy", scale=1, width=0.006, zorder=3,
        )  # fmt: skip
    _frame(axis, "")
    return surface


def _frame(axis: Axes, title: str) -> None:
    axis.set(xlim=(-REACH, REACH), ylim=(-REACH, REACH), aspect="equal", title=title)
