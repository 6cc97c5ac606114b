"""The pictures that README.md and data/results/ show: what was measured, and drawn.

A picture holds its numbers as a text too, so that it is drawn anew if they changed, and
left alone if only matplotlib did: another one makes other bytes of the same numbers.
"""

import io
import json
from collections.abc import Callable
from pathlib import Path
from statistics import mean
from typing import Any

from msgan_lib.gan_effects import COMPARISONS, Comparison
from msgan_lib.measure import mean_interval
from msgan_lib.recorded_rows import RESULTS

IN_BRIEF = RESULTS / "in_brief.png"
IN_FULL = RESULTS / "16_when_does_a_gan_help.png"
SHEET = RESULTS / "generated_digits.png"
DREW_THE_SHEET = "full_generator"  # shipped weights

# The comparisons that carry the answer, from where nothing is known of images to where
# most is. With augmentation it is the loss of the generator that did better.
ROWS = {
    "MLP, in place of pseudo-labels": (
        "MLP\nfeature-matching GAN in place of pseudo-labels"
    ),
    "multi-scale, fooling, in place of pseudo-labels": (
        "multi-scale network\nfooling GAN in place of pseudo-labels"
    ),
    "multi-scale, in place of pseudo-labels": (
        "multi-scale network\nfeature-matching GAN in place of pseudo-labels"
    ),
    "augmented, fooling, in place of consistency": (
        "multi-scale network, augmentation\nfooling GAN in place of consistency"
    ),
    "augmented, fooling, on top of consistency": (
        "multi-scale network, augmentation\nfooling GAN on top of consistency"
    ),
    "lesson 14, after the vote": "lesson 14's pipeline\nfooling GAN on top",
}
SIDES = {  # words, marker, size, colour, filling
    "labels alone": ("labels alone", "s", 9, "0.55", "none"),
    "without the GAN": ("unlabelled images, no GAN", "o", 13, "black", "none"),
    "with the GAN": ("unlabelled images and a GAN", "D", 7, "tab:blue", "full"),
}


def recorded() -> list[Comparison]:
    """Return the comparisons of which two or more draws are recorded."""
    return [c for c in COMPARISONS if len(c.effects()) > 1]


def effects() -> dict[str, list[float]]:
    """Return the GAN's effects in points: {setting and its generator: draws}."""
    return {c.setting_and_generator(): c.effects() for c in recorded()}


def errors() -> dict[str, dict[str, list[float]]]:
    """Return the test errors of the picture in brief: {its row: {side: draws}}."""
    of = {comparison.setting: comparison for comparison in recorded()}
    return {
        f"{words}\ngenerator: {of[setting].drawn()}": {
            side: list(draws.values()) for side, draws in of[setting].errors().items()
        }
        for setting, words in ROWS.items()
        if setting in of
    }


def draw_effects(effects: dict[str, list[float]]) -> None:
    """Draw every comparison, a row each: the GAN's effect in points."""
    from msgan_lib import plots

    plots.show_differences(effects)


def draw_errors(errors: dict[str, dict[str, list[float]]]) -> None:
    """Draw the comparisons in brief, a row each: the errors of all three sides."""
    import matplotlib.pyplot as plt

    from msgan_lib.plots.style import scale_log

    figure, axis = plt.subplots(figsize=(9, 4.8), layout="constrained")
    for row, sides in enumerate(reversed(errors.values())):
        twins = [mean(sides[side]) for side in list(SIDES)[1:]]
        axis.plot(twins, [row] * 2, color="black", linewidth=1.2, zorder=1)
        for side, (label, marker, size, color, filling) in SIDES.items():
            draws, style = sides[side], {"color": color, "fillstyle": filling}
            axis.plot(mean(draws), row, marker, markersize=size, label=label, **style)
            below = [row - 0.3] * len(draws)
            axis.plot(draws, below, marker, markersize=size / 3, alpha=0.7, **style)
        axis.annotate(
            verdict(sides), (1.01, row), xycoords=("axes fraction", "data"),
            va="center", fontweight="bold",
        )  # fmt: skip
    figure.legend(
        *(each[: len(SIDES)] for each in axis.get_legend_handles_labels()),
        loc="outside upper center", ncols=len(SIDES), frameon=False,
    )  # fmt: skip
    axis.set_yticks(range(len(errors)), list(errors)[::-1])
    axis.set_ylim(-0.6, len(errors) - 0.5)
    every = [e for sides in errors.values() for draws in sides.values() for e in draws]
    scale_log(axis, "x", every, most=100)
    axis.set_xlabel("test error (%): means, and below them each draw of 100 labels")
    axis.grid(axis="x", alpha=0.3)


def verdict(sides: dict[str, list[float]]) -> str:
    """Return in a few words what the 95 % interval of the GAN's effect says."""
    pairs = zip(sides["with the GAN"], sides["without the GAN"], strict=True)
    _, low, high = mean_interval([with_gan - without for with_gan, without in pairs])
    if low > 0:
        return "more errors"
    return "fewer errors" if high < 0 else "no difference\nseen"


def generator() -> dict[str, Any]:
    """Return which weights draw the sheet of digits, and from which noise."""
    from msgan_lib.weights import shipped_weights

    weights = shipped_weights()[DREW_THE_SHEET].sha256
    return {"generator": DREW_THE_SHEET, "weights": weights, "seed": 0}


def draw_sheet(drawn: dict[str, Any]) -> None:
    """Draw a hundred images of a generator, the first ones of that noise."""
    from msgan_lib import plots
    from msgan_lib.ground.seeding import named_generator
    from msgan_lib.training.game import draw_images
    from msgan_lib.weights import load_generator

    network = load_generator(drawn["generator"])
    z = network.sample_noise(100, named_generator(drawn["seed"], "sheet"))
    plots.show_sheet(draw_images(network, z))


# Path, what makes its numbers, what draws them.
PICTURES: dict[Path, tuple[Callable[[], Any], Callable[[Any], None]]] = {
    IN_BRIEF: (errors, draw_errors),
    IN_FULL: (effects, draw_effects),
    SHEET: (generator, draw_sheet),
}


def drawn(draw: Callable[[Any], None], numbers: Any) -> bytes:
    """Return the PNG of a picture, which holds its numbers as a text too."""
    import matplotlib

    matplotlib.use("agg")
    import matplotlib.pyplot as plt

    draw(numbers)
    picture, text = io.BytesIO(), {"Description": json.dumps(numbers)}
    plt.savefig(picture, format="png", dpi=120, metadata={"Software": None, **text})
    plt.close()
    return picture.getvalue()


def numbers_in(path: Path) -> Any:
    """Return the numbers that a picture shows; None if there is no such picture."""
    from PIL import Image

    try:
        with Image.open(path) as picture:
            return json.loads(picture.info["Description"])
    except (OSError, KeyError, ValueError):
        return None
