"""Results as tables in plain text."""

from collections.abc import Sequence

WIDTH = 88  # characters of a line that fits any window


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
