"""The tables and pictures of what was measured, in README.md and data/results/.

Nobody types a result: `msgan notebooks build` writes the tables between a text's
markers and draws the pictures, and `msgan notebooks check` tells what is out of date.
"""

import re
from pathlib import Path
from statistics import mean, stdev

from msgan_lib import PROJECT_ROOT
from msgan_lib.ground.errors import CourseError
from msgan_lib.ground.files import write_atomically
from msgan_lib.lesson.profiles import PROFILES
from msgan_lib.measure import mean_interval
from msgan_lib.recorded_rows import RESULTS, read_rows
from msgan_lib.training.recipes import title
from msgan_tools.authoring import pictures
from msgan_tools.run.limits import measured_minutes

README = PROJECT_ROOT / "README.md"
ALL_RESULTS = RESULTS / "README.md"
GAMES = ("games", "games_sgd")  # files of recorded plain games
# What `build` makes of recorded rows, with the markers around it.
TABLE = re.compile(r"<!-- (\w+): begin -->.*?<!-- \1: end -->", re.S)


def refresh() -> list[Path]:
    """Write the tables and pictures that are out of date; return the paths of these."""
    made = {path: text.encode() for path, text in _texts().items()}
    for path in _pictures():
        numbers, draw = pictures.PICTURES[path]
        made[path] = pictures.drawn(draw, numbers())
    for path, content in made.items():
        write_atomically(path, content)
    return list(made)


def check() -> list[str]:
    """Return a sentence for each table or picture that is not what was measured."""
    problems = [f"{_name(path)}: a table is out of date" for path in _texts()]
    problems += [f"{_name(path)}: the picture is out of date" for path in _pictures()]
    return [f"{problem}; run `msgan notebooks build`." for problem in problems]


def _texts() -> dict[Path, str]:
    """Return the texts whose table is out of date, with it made anew."""
    made = {}
    for path, name, make in (
        (README, "lessons", lessons_table),
        (ALL_RESULTS, "results", results_table),
        (ALL_RESULTS, "games", games_table),
    ):
        text = made.get(path) or path.read_text(encoding="utf-8")
        block = re.search(
            rf"(?<=<!-- {name}: begin -->\n).*?(?=<!-- {name}: end -->)", text, re.S
        )
        if not block:
            raise CourseError(f"{path} lacks the markers of its table {name!r}.")
        new = f"{text[: block.start()]}{make()}\n{text[block.end() :]}"
        if new != text:
            made[path] = new
    return made


def _pictures() -> list[Path]:
    """Return the paths of the pictures that are missing or show other numbers."""
    return [
        path
        for path, (numbers, _) in pictures.PICTURES.items()
        if pictures.numbers_in(path) != numbers()
    ]


def _name(path: Path) -> str:
    return path.relative_to(PROJECT_ROOT).as_posix()


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
    heading = re.search(r'^"""\n# (.+?)\n\n(.+?)\n(?:\n|""")', source, re.M | re.S)
    if not heading:
        raise CourseError("A lesson begins with a title and a sentence of promise.")
    return heading[1], " ".join(heading[2].split())


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
            "what its generator draws",
        ]
    ]
    for comparison in pictures.recorded():
        effects = comparison.effects()
        errors = [list(draws.values()) for draws in comparison.errors().values()]
        middle, low, high = mean_interval(effects)
        rows.append(
            [
                comparison.setting,
                str(len(effects)),
                *(f"{mean(e):.2f} ± {stdev(e):.2f}" for e in errors),
                f"{middle:+.2f} ({low:+.2f} to {high:+.2f})",
                comparison.generator(),
            ]
        )
    return markdown_table(rows)


def games_table() -> str:
    """Return a row for each plain game that is recorded, the nearest images first."""
    games: dict[str, list[dict[str, float]]] = {}
    for file in GAMES:
        for row in read_rows(RESULTS / f"{file}.jsonl"):
            method = row["parameters"]["method"]
            numbers = {name.partition("/")[2]: n for name, n in row["metrics"].items()}
            games.setdefault(method, []).append(numbers)
    header = ["game", "seeds", "CPU seconds", "Fréchet distance"]
    header += ["classes", "sure", "coverage"]
    rows = []
    for method, runs in games.items():
        of = {name: [run[name] for run in runs] for name in runs[0]}
        middle, low, high = mean_interval(of["frechet_distance"])
        row = [
            title(method),
            str(len(runs)),
            f"{mean(of['training_cpu_seconds']):.0f}",
            f"{middle:.0f} ({low:.0f} to {high:.0f})",
            f"{min(of['classes_reached']):.0f}",
            f"{mean(of['sure_percent']):.0f} %",
            f"{mean(of['coverage']):.2f}",
        ]
        rows.append((middle, row))
    return markdown_table([header, *(row for _, row in sorted(rows))])


def markdown_table(rows: list[list[str]]) -> str:
    """Return rows of cells as a Markdown table; the first row is the header."""
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|---" * len(rows[0]) + "|", *lines[1:]])
