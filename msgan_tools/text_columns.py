"""Numbers in columns of plain text."""

from collections.abc import Sequence


def number(value: float) -> str:
    """Return a number with four digits, whole numbers with all of theirs."""
    return str(value) if isinstance(value, int) else f"{value:.4g}"


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Return rows of cells as lines: a ruled header, words left, numbers right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    header, *body = rows
    lines = []
    for words, *numbers in [header, ["-" * width for width in widths], *body]:
        cells = [words.ljust(widths[0]), *map(str.rjust, numbers, widths[1:])]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)
