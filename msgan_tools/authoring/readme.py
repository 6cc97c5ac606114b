"""The tables of README.md, made from what was measured.

Nobody types a result: `msgan notebooks build` writes the tables between the README's
markers, and `msgan notebooks check` tells where they are out of date.
"""

import io
import json
import re
from pathlib import Path
from statistics import mean, stdev

from msgan_lib import PROJECT_ROOT
from msgan_lib.gan_effects import COMPARISONS, Comparison
from msgan_lib.ground.errors import CourseError
from msgan_lib.ground.files import write_atomically
from msgan_lib.lesson.profiles import PROFILES
from msgan_lib.measure import mean_interval
from msgan_lib.recorded_rows import RESULTS
from msgan_tools.run.budget import measured_minutes

README = PROJECT_ROOT / "README.md"
PICTURE = RESULTS / "16_when_does_a_gan_help.png"


def refresh() -> list[Path]:
    """Write README.md's tables and its picture; return the paths of what changed.

    The picture is drawn anew if its numbers changed, or if it was deleted: another
    matplotlib makes other bytes of the same numbers.
    """
    text, made = README.read_text(encoding="utf-8"), {}
    if drawn_results() != _effects():
        made[PICTURE] = draw_results()
    if refreshed(text) != text:
        made[README] = refreshed(text).encode()
    for path, content in made.items():
        write_atomically(path, content)
    return list(made)


def check() -> list[str]:
    """Return sentences if README.md's tables or picture are not what was measured."""
    text = README.read_text(encoding="utf-8")
    problems = []
    if refreshed(text) != text:
        problems.append("README.md: a table is out of date")
    if drawn_results() != _effects():
        problems.append(f"README.md: the picture {PICTURE.name} is out of date")
    return [f"{problem}; run `msgan notebooks build`." for problem in problems]


def refreshed(text: str) -> str:
    """Return a README with its tables made anew; the rest is left as it is."""
    for name, make in (("lessons", lessons_table), ("results", results_table)):
        block = re.compile(
            rf"(?<=<!-- {name}: begin -->\n).*?(?=<!-- {name}: end -->)", re.S
        )
        if not block.search(text):
            raise CourseError(f"README.md lacks the markers of its table {name!r}.")
        text = block.sub(lambda _, make=make: make() + "\n", text)
    return text


def lessons_table() -> str:
    """Return a row for each lesson: its title, its promise, its measured minutes."""
    rows = []
    for path in sorted(
        (PROJECT_ROOT / "notebooks" / "source").glob("[0-9]*/lesson.py")
    ):
        title, promise = title_and_promise(path.read_text(encoding="utf-8"))
        minutes = measured_minutes(path.parent.name)
        rows.append(
            [
                f"[{title}](notebooks/{path.parent.name}.ipynb)",
                promise,
                *(f"{minutes[p]:g}" if p in minutes else "-" for p in PROFILES),
            ]
        )
    header = ["lesson", "what it does", *(f"`{p}`, minutes" for p in PROFILES)]
    return markdown_table([header, *rows])


def title_and_promise(source: str) -> tuple[str, str]:
    """Return the first heading of a lesson's source and the paragraph below it."""
    heading = re.search(r'^"""\n# (.+?)\n\n(.+?)\n\n', source, re.M | re.S)
    if not heading:
        raise CourseError("A lesson begins with a title and a sentence of promise.")
    return heading[1], " ".join(heading[2].split())


def _recorded() -> list[Comparison]:
    """Return the comparisons of which two or more draws are recorded."""
    return [c for c in COMPARISONS if len(c.effects()) > 1]


def _effects() -> dict[str, list[float]]:
    return {c.setting: c.effects() for c in _recorded()}


def draw_results() -> bytes:
    """Draw the GAN's effects; return a PNG that holds the numbers as a text too."""
    import matplotlib

    matplotlib.use("agg")
    import matplotlib.pyplot as plt

    from msgan_lib import plots

    plots.show_differences(_effects())
    picture, numbers = io.BytesIO(), {"Description": json.dumps(_effects())}
    plt.savefig(picture, format="png", dpi=120, metadata={"Software": None, **numbers})
    plt.close()
    return picture.getvalue()


def drawn_results() -> dict[str, list[float]] | None:
    """Return the numbers that the README's picture shows; None if there is none."""
    from PIL import Image

    try:
        with Image.open(PICTURE) as picture:
            return json.loads(picture.info["Description"])
    except (OSError, KeyError, ValueError):
        return None


def results_table() -> str:
    """Return a row for each comparison of which two or more draws are recorded."""
    rows = [
        [
            "training",
            "draws",
            "labels alone",
            "without the GAN",
            "with the GAN",
            "the GAN's effect",
        ]
    ]
    for comparison in _recorded():
        effects = comparison.effects()
        errors = [list(draws.values()) for draws in comparison.errors().values()]
        middle, low, high = mean_interval(effects)
        rows.append(
            [
                comparison.setting,
                str(len(effects)),
                *(f"{mean(e):.2f} ± {stdev(e):.2f}" for e in errors),
                f"{middle:+.2f} ({low:+.2f} to {high:+.2f})",
            ]
        )
    return markdown_table(rows)


def markdown_table(rows: list[list[str]]) -> str:
    """Return rows of cells as a Markdown table; the first row is the header."""
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|---" * len(rows[0]) + "|", *lines[1:]])
