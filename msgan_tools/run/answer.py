"""What a run measured, told in words: how `msgan run` ends."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgan_lib.ground.words import wrapped
from msgan_lib.lesson.parameters import flat
from msgan_lib.lesson.result_file import RESULT
from msgan_lib.training.recipes import title
from msgan_tools.text_columns import aligned, number

DRAWN = "generator/"
EFFECT, P_VALUE = "gan_effect/test_error_points", "gan_effect/p_value"
UNLIKELY = 0.05  # a smaller p-value: luck with the test images hardly explains it
MOST_ROWS = 12  # of a table; result.json has all numbers


def answer(result: Mapping[str, Any], folder: Path) -> str:
    """Return in lines what a result.json says, and that it stands in `folder`.

    Test errors, best first, or all numbers where there are none; in words what the GAN
    changed and what its generator draws, where that was measured (lesson 14).
    """
    given = ", ".join(f"{name} {v}" for name, v in flat(result["parameters"]).items())
    header, *rows = _test_errors(result["metrics"]) or _numbers(result["metrics"])
    lines = [f"{result['notebook']} ({given})", aligned([header, *rows[:MOST_ROWS]])]
    if len(rows) > MOST_ROWS:
        lines.append(f"... and {len(rows) - MOST_ROWS} more")
    if {EFFECT, P_VALUE} <= result["metrics"].keys():
        lines.append(f"\n{wrapped(_effect(result['metrics']))}")
        lines += _drawn(result["metrics"])
        lines.append("One draw proves little; README.md tells what several draws gave.")
    if result["profile"] == "smoke":
        lines.append("The profile was smoke: these numbers mean nothing.")
    return "\n".join([*lines, f"All numbers: {folder / RESULT}"])


def _test_errors(metrics: Mapping[str, float]) -> list[list[str]]:
    """Return a header and rows, best first; where some have an interval, those alone.

    The others are the same networks once more. No rows if there is no test error.
    """
    error, low, high = (f"/test_error_{end}percent" for end in ("", "low_", "high_"))
    of = {n.removesuffix(error): e for n, e in metrics.items() if n.endswith(error)}
    best_first = sorted(of, key=of.get)
    intervals = {
        method: f"{metrics[method + low]:.2f} to {metrics[method + high]:.2f}"
        for method in best_first
        if {method + low, method + high} <= metrics.keys()
    }
    rows = [
        [
            title(method),
            f"{of[method]:.2f}",
            *([intervals[method]] if intervals else []),
        ]
        for method in intervals or best_first
    ]
    header = ["", "test error (%)", "95 % interval"][: 3 if intervals else 2]
    return [header, *rows] if rows else []


def _numbers(metrics: Mapping[str, float]) -> list[list[str]]:
    """Return a header and a row for each number, in the order in which it was saved."""
    rows = []
    for name, value in metrics.items():
        method, _, what = name.partition("/")
        rows.append([f"{title(method)}: {what.replace('_', ' ')}", number(value)])
    return [["", "number"], *rows]


def _effect(metrics: Mapping[str, float]) -> str:
    """Return what the GAN changed, and whether luck with the test images may be why."""
    points, p = metrics[EFFECT], metrics[P_VALUE]
    told = f"The GAN's effect: {points:+.2f} points (p = {p:.2g})."
    if p >= UNLIKELY:
        return f"{told} No difference seen in this draw of labels."
    return (
        f"{told} {'Fewer' if points < 0 else 'More'} errors with the GAN in this draw "
        "of labels, and luck with the test images is an unlikely reason."
    )


def _drawn(metrics: Mapping[str, float]) -> list[str]:
    """Return in words whether the game's generator draws digits, if it was measured."""
    from msgan_lib.measure_images import draws_digits  # which brings PyTorch

    of = {n.removeprefix(DRAWN): v for n, v in metrics.items() if n.startswith(DRAWN)}
    if "classes_reached" not in of or "sure_percent" not in of:
        return []
    what = "digits" if draws_digits(of) else "no digits, so this says little of GANs"
    seen = f"{of['classes_reached']:.0f} of 10 classes"
    sure = f"a judge is sure of {of['sure_percent']:.0f} % of its images"
    return [wrapped(f"Its generator draws {what} ({seen}; {sure}).")]
