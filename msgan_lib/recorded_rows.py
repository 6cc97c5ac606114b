"""What sweeps recorded: for lessons to read, for claims and the README to stand on."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from msgan_lib import PROJECT_ROOT
from msgan_lib.data import NUM_CLASSES
from msgan_lib.ground.errors import CourseError
from msgan_lib.ground.folders import course_folder

RESULTS = PROJECT_ROOT / "data" / "results"


def read_rows(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a file, one JSON object a line.

    A last line without an end is no row: a power cut left it. Raises CourseError for
    any other line that is not one, and for a file that can't be read.
    """
    try:
        lines = path.read_text("utf-8").split("\n")[:-1]
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is not text"
        raise CourseError(f"{path} is no file of recorded results ({why}).") from None
    rows = []
    for number, line in enumerate(lines, start=1):
        try:
            rows.append(json.loads(line))
        except ValueError as error:
            raise CourseError(
                f"{path}, line {number}: this is no result ({error}); take the line "
                "out, then run the same command again."
            ) from None
    return rows


def recorded_rows(name: str) -> list[dict[str, Any]]:
    """Return the rows of data/results/NAME.jsonl, one dict per recorded run.

    Where the file is not there it prints how to make it and returns no rows.
    """
    path = RESULTS / f"{name}.jsonl"
    if path.exists():
        return read_rows(path)
    course_folder()
    print(
        f"data/results/{name}.jsonl is not there. To make it, run\n"
        f"msgan sweep data/sweeps/{name}.yaml --record data/results/{name}.jsonl"
    )
    return []


def errors_by_labels(
    rows: Sequence[Mapping[str, Any]],
) -> dict[str, dict[int, list[float]]]:
    """Return test errors in percent, by method and number of labels.

    {method: {labelled images: [one a draw]}}, with the draws in the order of their
    label_seed: the same place is the same draw. A row of `one_run` holds one method,
    that of a lesson may hold several.
    """
    errors: dict[str, dict[int, list[float]]] = {}
    for row in sorted(rows, key=lambda row: row["parameters"]["label_seed"]):
        count = NUM_CLASSES * row["parameters"]["labels_per_class"]
        for name, error in row["metrics"].items():
            method, _, unit = name.partition("/")
            if unit == "test_error_percent":
                errors.setdefault(method, {}).setdefault(count, []).append(error)
    return errors


def by_draw(
    rows: Sequence[Mapping[str, Any]],
    method: str,
    what: str = "test_error_percent",
    **parameters: Any,
) -> dict[int, float]:
    """Return one number of a method by draw of labels: {label_seed: number}.

    Taken are the rows that have it and have these parameters, in the order of the
    draws. Raises CourseError where two rows are about one draw: then they differ in a
    parameter that was not given. Taught in lesson 16.
    """
    numbers: dict[int, float] = {}
    for row in sorted(rows, key=lambda row: row["parameters"]["label_seed"]):
        given = row["parameters"]
        name = f"{method}/{what}"
        if name in row["metrics"] and parameters.items() <= given.items():
            if given["label_seed"] in numbers:
                raise CourseError(
                    f"Two rows hold {name} of draw {given['label_seed']}; name a "
                    "parameter in which they differ."
                )
            numbers[given["label_seed"]] = row["metrics"][name]
    return numbers


def paired_differences(
    first: Mapping[Any, float], second: Mapping[Any, float]
) -> list[float]:
    """Return first minus second for the draws that both have, in the first's order.

    Taught in lesson 16.
    """
    return [first[draw] - second[draw] for draw in first if draw in second]
