"""Results as tables in plain text."""

from collections.abc import Mapping, Sequence
from typing import Any

from msgan_lib.lesson.parameters import flat

WIDTH = 88  # characters of a line that fits any window


def result_table(result: Mapping[str, Any]) -> str:
    """Return the numbers of one result.json: a row a method, a column a unit."""
    methods: dict[str, dict[str, str]] = {}
    columns: list[str] = []
    for name, value in result["metrics"].items():
        method, what = name.split("/")
        methods.setdefault(method, {})[what] = number(value)
        if what not in columns:
            columns.append(what)
    rows = [
        [method, *(cells.get(what, "-") for what in columns)]
        for method, cells in methods.items()
    ]
    parameters = ", ".join(
        f"{name} {v}" for name, v in flat(result["parameters"]).items()
    )
    title = f"{result['notebook']} ({parameters})"
    return f"{title}\n{aligned([['method', *columns], *rows])}"


def number(value: float) -> str:
    """Return a number with four digits, whole numbers with all of theirs."""
    return str(value) if isinstance(value, int) else f"{value:.4g}"


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Return rows of cells as lines: a ruled header, words left, numbers right.

    If that is wider than WIDTH, the words of a long_column_name stand in a pile.
    """
    header, *body = rows
    lines = _lines([header], body)
    if max(map(len, lines)) > WIDTH:
        piles = [name.split("_") for name in header]
        height = max(map(len, piles))
        piles = [[""] * (height - len(pile)) + pile for pile in piles]
        lines = _lines(list(zip(*piles, strict=True)), body)
    return "\n".join(lines)


def _lines(header: Sequence[Sequence[str]], body: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*header, *body, strict=True)]

    def line(cells: Sequence[str]) -> str:
        rest = zip(cells[1:], widths[1:], strict=True)
        words = [cells[0].ljust(widths[0]), *(c.rjust(w) for c, w in rest)]
        return "  ".join(words).rstrip()

    rule = line(["-" * width for width in widths])
    return [*map(line, header), rule, *map(line, body)]
