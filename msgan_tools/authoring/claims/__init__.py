"""Claims: what the lessons' prose says about results, held to recorded runs.

A lesson's claims stand in `msgan_lib/course/claims/lesson_NN.py`, or in a package of
that name:

    CLAIMS = [
        Claim(
            prose="at least two points worse",
            value=lambda m: m["four/test_error_percent"] - m["two/test_error_percent"],
            at_least=2,
        ),
    ]
    GIVEN = ("95 %",)  # definitions and settings: each with the reason beside it

The words must stand in the lesson as they are here, line breaks aside. `m` holds the
metrics of one recorded run. Numbers in the prose that come from a run must be in the
words of a claim, all others in GIVEN; numbers in `backticks` are code, and are free.
"""

import importlib.util
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from types import ModuleType
from typing import Any, Literal

from msgan_lib import PROJECT_ROOT
from msgan_lib.ground.errors import CourseError
from msgan_lib.recorded_rows import RESULTS, read_rows

Row = dict[str, Any]


@dataclass(frozen=True)
class Claim:
    """The words of a statement, and the number that must lie within the bounds.

    `value` gets the metrics of a recorded run, and the bounds hold for "every draw" or
    for the "mean" over them. With over="rows" it gets the list of all rows instead.
    `rows` names another file of data/results than the lesson's own.
    """

    prose: str
    value: Callable[[Any], float]
    at_least: float | None = None
    at_most: float | None = None
    over: Literal["every draw", "mean", "rows"] = "every draw"
    rows: str | None = None

    def __post_init__(self) -> None:
        """Raise CourseError for a claim that says nothing."""
        if self.at_least is None and self.at_most is None:
            raise CourseError(f"The claim {self.prose!r} has no bound.")
        if self.over not in ("every draw", "mean", "rows"):
            raise CourseError(f"The claim {self.prose!r} holds over {self.over!r}?")


def claims_of(stem: str) -> tuple[list[Claim], tuple[str, ...]]:
    """Return CLAIMS and GIVEN of lesson `stem`; none where it has no such module."""
    module = _module(stem)
    return list(getattr(module, "CLAIMS", [])), tuple(getattr(module, "GIVEN", ()))


def _module(stem: str) -> ModuleType | None:
    name = f"{__name__}.lesson_{stem[:2]}"
    return importlib.import_module(name) if importlib.util.find_spec(name) else None


def rows_of(claim: Claim, stem: str, folder: Path = RESULTS) -> list[Row]:
    """Return the recorded runs that a claim of lesson `stem` is about.

    Raises CourseError where nothing was recorded.
    """
    path = folder / (claim.rows or f"{stem}.jsonl")
    if not path.exists():
        sweep = PROJECT_ROOT / "data" / "sweeps" / f"{path.stem}.yaml"
        raise CourseError(
            f"There is no {path.name} in data/results: record it with `msgan sweep "
            f"data/sweeps/{sweep.name} --record data/results/{path.name}`."
        )
    return read_rows(path)


def values(claim: Claim, rows: Sequence[Row]) -> list[float]:
    """Return the numbers that the bounds of `claim` must hold for."""
    if claim.over == "rows":
        return [float(claim.value(list(rows)))]
    found = [float(claim.value(row["metrics"])) for row in rows]
    return [mean(found)] if claim.over == "mean" else found


def broken(claim: Claim, rows: Sequence[Row]) -> list[float]:
    """Return the numbers for which `claim` does not hold; NaN is one of them."""
    low = -float("inf") if claim.at_least is None else claim.at_least
    high = float("inf") if claim.at_most is None else claim.at_most
    return [value for value in values(claim, rows) if not low <= value <= high]


# Numbers in prose.

_CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)
_WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_NUMBER = re.compile(
    r"(?<![\w.])(?:\d+(?:,\d{3})*\.\d+"  # with a decimal point, or with a unit
    rf"|(?:\d+(?:,\d{{3}})*|\b(?:{_WORDS}))[ -]*(?:%|(?:percent|points?|times)\b))",
    re.IGNORECASE,
)


def plain(text: str) -> str:
    """Return prose in one line: line breaks and stars of emphasis gone."""
    return " ".join(re.sub(r"\*\*|(?<!\w)\*|\*(?!\w)", "", text).split())


def contains(text: str, words: str) -> bool:
    """Return whether `words` stand in `text`, however the lines are broken."""
    return bool(list(_places(plain(text), plain(words))))


def uncovered_numbers(text: str, words: Iterable[str]) -> list[str]:
    """Return the numbers of a text that none of `words` covers, each with its place.

    Numbers are those with "%", "percent", "points", "times" or a decimal point; code
    does not count.
    """
    text = plain(text)
    places = [place for phrase in words for place in _places(text, plain(phrase))]
    places += [match.span() for match in _CODE.finditer(text)]
    found = []
    for match in _NUMBER.finditer(text):
        if not any(a <= match.start() and match.end() <= b for a, b in places):
            around = text[max(match.start() - 30, 0) : match.end() + 20]
            found.append(f"{match[0]!r} in '...{around}...'")
    return found


def _places(text: str, phrase: str) -> Iterable[tuple[int, int]]:
    """Yield where `phrase` stands in `text`, but not within a longer word or number."""
    pattern = rf"(?<![\w.,]){re.escape(phrase)}(?![\w]|[.,]\d)"
    if not phrase[:1].isalnum():
        pattern = re.escape(phrase)
    return (match.span() for match in re.finditer(pattern, text))
