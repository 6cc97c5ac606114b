"""The game of two networks as a drawing: values one way, gradients the other."""

from collections.abc import Iterable, Mapping, Sequence

from matplotlib.axes import Axes

from msgan_lib.ground.errors import CourseError
from msgan_lib.plots.boxes import GRADIENTS, PLAIN, arrow, box, canvas, say
from msgan_lib.plots.telling import told

LEARNS = "learns"
STEPS = {  # what each step does to the networks, if nothing is measured
    "discriminator": {"generator": "no gradient", "discriminator": LEARNS},
    "generator": {"generator": LEARNS, "discriminator": "passes it on,\ndoes not move"},
}
NETWORKS = ("generator", "discriminator")
LABELLED = (
    *("z", *NETWORKS, "x_fake", "x_real", "logits_fake", "logits_real"),
    *("discriminator_loss", "generator_loss"),
)
# Where each part stands, and how wide it is, in inches.
PLACES = {
    "z": (0.5, 0.6), "generator": (1.9, 1.35), "x_fake": (3.45, 0.9),
    "x_real": (3.45, 0.9), "discriminator": (5.3, 1.4), "logits_fake": (6.85, 0.9),
    "logits_real": (6.85, 0.9), "loss": (8.25, 1.1),
}  # fmt: skip
APART = 1.0  # inches between the row of x_fake and that of x_real
TALL = 0.84  # inches that a box is high where one row passes through it
GOT = {"facecolor": "#cfe3f3", "edgecolor": "#7fa8c9", "hatch": "////", "linewidth": 0}
NOTE = "solid arrows: values; dashed arrows: gradients; hatched: weights that"

Gradient = bool | float | Sequence[float]


@told
def show_game(
    steps: Sequence[str] = ("discriminator", "generator"),
    labels: Mapping[str, object] | None = None,
    gradients: Mapping[str, Mapping[str, Gradient]] | None = None,
) -> str:
    """Draw the steps of the game: solid arrows for values, dashed ones for gradients.

    `steps` are "discriminator", "generator" or both, a panel each. `labels` gives the
    second lines of parts, such as {"z": (64,), "generator": "a small MLP"}; the parts
    are z, generator, x_fake, x_real, discriminator, logits_fake, logits_real and, each
    in its step, discriminator_loss and generator_loss.
    The weights that a step moves are hatched; or, as measured, those that get a
    gradient: `gradients[step][network]` is the length of the gradient, or True or
    False, or a length for each of its parameters, which share the box. Raises
    CourseError for other names. Used in lessons 04 and 07.
    """
    steps = (steps,) if isinstance(steps, str) else steps
    labels, gradients = labels or {}, gradients or {}
    _refuse_others("step", [*steps, *gradients], STEPS)
    _refuse_others("part", labels, LABELLED)
    _refuse_others("network", [n for got in gradients.values() for n in got], NETWORKS)
    heights = [TALL + 0.55 + APART * (step == "discriminator") for step in steps]
    axis = canvas(PLACES["loss"][0] + 0.65, sum(heights), 0.25)
    note = f"{NOTE} {'get a gradient' if gradients else 'the step moves'}"
    say(axis, 0.1, -0.1, note, ha="left", color="0.35")
    words, top = [], sum(heights)
    for step, height in zip(steps, heights, strict=True):
        measured = gradients.get(step, {})
        lengths = {
            n: _listed(measured.get(n, STEPS[step][n] == LEARNS)) for n in NETWORKS
        }
        states = {
            n: _state(measured[n]) if n in measured else STEPS[step][n]
            for n in NETWORKS
        }
        _draw_step(axis, top - 0.2, step, labels, lengths, states)
        words.append(_words(step, lengths, states))
        top -= height
    return " ".join(words)


def _refuse_others(kind: str, names: Iterable[str], known: Iterable[str]) -> None:
    for name in names:
        if name not in known:
            raise CourseError(
                f"The game has no {kind} {name!r}; choose among {', '.join(known)}."
            )


def _draw_step(
    axis: Axes,
    top: float,
    step: str,
    labels: Mapping[str, object],
    lengths: Mapping[str, list[float]],
    states: Mapping[str, str],
) -> None:
    """Draw a panel: a row for x_fake, in the discriminator's step one for x_real."""
    say(
        axis, 0.1, top, f"{step} step".capitalize(),
        ha="left", fontsize=10, fontweight="bold",
    )  # fmt: skip
    fake = top - 0.25 - TALL / 2
    both = step == "discriminator"
    real = fake - APART
    names = {"loss": f"{step}'s\nloss"}
    for part, (x, width) in PLACES.items():
        y, tall = (real if part.endswith("real") else fake), TALL
        if part.endswith("real") and not both:
            continue
        if part in ("discriminator", "loss") and both:  # read both rows
            y, tall = (fake + real) / 2, TALL + APART
        lines = [names.get(part, part)]
        label = labels.get(f"{step}_loss" if part == "loss" else part)
        if label is not None:
            lines.append(str(label))
        if part in NETWORKS:
            _draw_strips(axis, x, y, width, tall, lengths[part])
            lines.append(states[part])
        elif part == "loss":
            box(axis, x, y, width, tall, PLAIN)
        back = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}
        say(axis, x, y, "\n".join(lines), bbox=back, linespacing=1.25)
    through = any(lengths["generator"])
    reaches = through or any(lengths["discriminator"])
    chain = ["z", "generator", "x_fake", "discriminator", "logits_fake", "loss"]
    goes_back = [False, through, through, reaches, reaches]
    for start, end, back in zip(chain, chain[1:], goes_back, strict=False):
        _connect(axis, start, end, fake, back)
    if both:
        for start, end, back in (
            ("x_real", "discriminator", False),
            ("discriminator", "logits_real", reaches),
            ("logits_real", "loss", reaches),
        ):
            _connect(axis, start, end, real, back)
    if not through:
        _draw_stop(axis, fake, reaches, "detach" if both else "cut")


def _connect(axis: Axes, start: str, end: str, y: float, back: bool) -> None:
    """Draw the value's arrow, and below it that of the gradient, if one goes back."""
    left, right = _edge(start, 1), _edge(end, -1)
    arrow(axis, (left, y + 0.1 * back), (right, y + 0.1 * back))
    if back:
        arrow(axis, (right, y - 0.1), (left, y - 0.1), GRADIENTS)


def _draw_stop(axis: Axes, y: float, reaches: bool, name: str) -> None:
    """Draw a bar where the gradient ends: before the loss's or the discriminator's."""
    start, end = ("x_fake", "discriminator") if reaches else ("logits_fake", "loss")
    x = (_edge(start, 1) + _edge(end, -1)) / 2
    axis.plot([x, x], [y - 0.25, y + 0.2], color="black", linewidth=3)
    say(axis, x, y + 0.3, name)
    if reaches:
        arrow(axis, (_edge(end, -1), y - 0.1), (x + 0.03, y - 0.1), GRADIENTS)


def _edge(part: str, side: int) -> float:
    x, width = PLACES[part]
    return x + side * width / 2


def _draw_strips(
    axis: Axes, x: float, y: float, width: float, tall: float, lengths: list[float]
) -> None:
    """Draw a network's box, a strip for each length, hatched where it is not 0."""
    strip = width / len(lengths)
    for i, length in enumerate(lengths):
        place = x - width / 2 + (i + 0.5) * strip
        box(axis, place, y, strip, tall, GOT if length else {**PLAIN, "linewidth": 0})
    box(axis, x, y, width, tall, {**PLAIN, "facecolor": "none"})


def _listed(lengths: Gradient) -> list[float]:
    """Return the lengths of a network's gradients, one at least."""
    return [*lengths] if isinstance(lengths, Sequence) and lengths else [lengths]


def _state(lengths: Gradient) -> str:
    """Return what is said of a network whose gradient was measured."""
    if isinstance(lengths, bool | float | int):
        if not lengths:
            return "no gradient"
        return "gets a gradient" if lengths is True else f"gradient {lengths:.2g}"
    return f"{sum(map(bool, lengths))} of {len(lengths)} parameters\nget a gradient"


def _words(
    step: str, lengths: Mapping[str, list[float]], states: Mapping[str, str]
) -> str:
    """Return what a panel shows in words."""
    read = "it and x_real" if step == "discriminator" else "it"
    if any(lengths["generator"]):
        way = "goes back through the discriminator into the generator"
    elif any(lengths["discriminator"]):
        way = "goes back into the discriminator and stops before x_fake"
    else:
        way = "reaches neither network"
    each = (f"{name}: {state}".replace("\n", " ") for name, state in states.items())
    return (
        f"{step.capitalize()} step: the generator makes x_fake of z, the discriminator "
        f"reads {read}, and the {step}'s loss reads its logits. The gradient {way} "
        f"({', '.join(each)})."
    )
