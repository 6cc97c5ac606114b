"""What claims compute with: recorded numbers, draw by draw, and their comparison."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from statistics import mean, stdev
from typing import Any, NamedTuple

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin

from msgan_lib.ground.errors import CourseError
from msgan_lib.measure import mean_interval
from msgan_lib.recorded_rows import by_draw, read_rows


class Draws(NDArrayOperatorsMixin):
    """Numbers by draw of labels, {label_seed: number}; arithmetic pairs the draws.

    Iterating gives the numbers. Raises CourseError where two have no draw in common,
    and where an `if` or a chain of comparisons takes many numbers for one.
    """

    def __init__(self, by_draw: Mapping[int, float]):
        self.by_draw = dict(by_draw)

    def __iter__(self) -> Iterator[float]:
        """Yield the numbers in the order of the draws."""
        return iter(self.by_draw.values())

    def __len__(self) -> int:
        """Return how many draws there are."""
        return len(self.by_draw)

    def __bool__(self) -> bool:
        """Refuse to be one truth."""
        raise CourseError("draws are many numbers: take their all(), min() or mean()")

    def __repr__(self) -> str:
        """Return the numbers in short."""
        return ", ".join(f"{number:.4g}" for number in self)

    def __array_ufunc__(self, ufunc, method, *inputs, **options):
        """Compute with the draws that all operands have."""
        if not all(isinstance(x, Draws) or np.isscalar(x) for x in inputs):
            return NotImplemented  # a list, say
        operands = [x.by_draw for x in inputs if isinstance(x, Draws)]
        shared = [d for d in operands[0] if all(d in other for other in operands)]
        if not shared:
            raise CourseError(
                "a claim that sees no rows: no draw of labels is in both; compare what "
                "was recorded on the same draws"
            )
        return Draws(
            {
                d: ufunc(*(x.by_draw[d] if isinstance(x, Draws) else x for x in inputs))
                for d in shared
            }
        )


class Interval(NamedTuple):
    """A 95 % interval: its ends, and by `0 in interval` whether it includes a value."""

    low: float
    high: float

    def __contains__(self, value: float) -> bool:
        """Return whether a value lies within."""
        return self.low <= value <= self.high


def interval(draws: Iterable[float]) -> Interval:
    """Return the 95 % confidence interval of the mean of draws."""
    return Interval(*mean_interval(list(draws))[1:])


def ratio(first: Iterable[float], second: Iterable[float]) -> float:
    """Return how many times as large as the second mean the first one is."""
    return mean(first) / mean(second)


def _record(file: str) -> str:
    return (
        f"run `msgan sweep data/sweeps/{file}.yaml --record data/results/{file}.jsonl`"
    )


def vocabulary(own: str, files: set[str], folder: Path) -> dict[str, Any]:
    """Return what claims know but `holds` and `given`; files read are put in `files`.

    `own` is the file that is read where none is named, `folder` where files are.
    """
    read = cache(read_rows)

    def rows(file: str = own) -> list[dict[str, Any]]:
        path = folder / f"{file}.jsonl"
        rows = read(path) if path.exists() else []
        if not rows:
            lacking = "is empty" if path.exists() else "is not there"
            raise CourseError(
                f"a claim that sees no rows: data/results/{file}.jsonl {lacking}; "
                f"correct the name, or {_record(file)}"
            )
        files.add(file)
        return rows

    def metric(name: str, file: str = own, **parameters: Any) -> Draws:
        of_file = []
        for row in rows(file):
            # A lesson that draws its labels by its seed has no other number for them.
            draw = {"label_seed": row["parameters"]["seed"]}
            of_file.append({**row, "parameters": draw | row["parameters"]})
        numbers = by_draw(of_file, *name.rsplit("/", 1), **parameters)
        wanted = ", ".join(
            [name, *(f"{key}={parameters[key]!r}" for key in parameters)]
        )
        if not numbers:
            raise CourseError(
                f"a claim that sees no rows: none of data/results/{file}.jsonl has "
                f"{wanted}; correct the claim, or {_record(file)} once that "
                "sweep makes it"
            )
        if not np.isfinite(list(numbers.values())).all():
            raise CourseError(
                f"a claim needs numbers: in data/results/{file}.jsonl {wanted} is not "
                f"one in each row; take these rows out and {_record(file)}"
            )
        return Draws(numbers)

    def errors(method: str, file: str = own, **parameters: Any) -> Draws:
        return metric(f"{method}/test_error_percent", file, **parameters)

    def seconds(method: str, file: str = own, **parameters: Any) -> Draws:
        return metric(f"{method}/training_cpu_seconds", file, **parameters)

    functions = (rows, metric, errors, seconds, interval, ratio, mean, stdev)
    return {function.__name__: function for function in functions}
