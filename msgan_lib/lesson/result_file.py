"""What a result.json is: its fields, what is sound, when a run counts as done."""

import json
import math
import numbers
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgan_lib.ground.errors import CourseError

RESULT = "result.json"
PLAN = "run.json"  # what the runner wants of this run; not there in JupyterLab
SECONDS = "seconds.json"  # what this run's attempts have used so far

METRIC_NAME = re.compile(r"[A-Za-z0-9_]+/[A-Za-z0-9_]+")
FIELDS: dict[str, type] = {
    "notebook": str,
    "profile": str,
    "parameters": dict,
    "metrics": dict,
    "seconds": dict,
    "versions": dict,
    "data": dict,
    "revision": str,
    "command": str,
}


class ResultError(CourseError):
    """A result that is not one: cut short, a field missing, a number not finite."""


def finished(folder: Path) -> dict[str, Any] | None:
    """Return the result of the run in `folder`, None if there is no valid one."""
    try:
        return read_result(folder / RESULT)
    except CourseError:
        return None


def read_result(path: Path) -> dict[str, Any]:
    """Return the result in file `path`; raises ResultError if it is not a valid one."""
    try:
        result = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ResultError(f"{path} cannot be read: {error.strerror}.") from None
    except ValueError:
        raise ResultError(f"{path} is cut short; run its notebook again.") from None
    return check_result(result)


def check_result(result: Any) -> dict[str, Any]:
    """Return `result` if it has the fields of a result.json; else raise ResultError."""
    if not isinstance(result, dict):
        raise ResultError("A result must be an object with named fields.")
    for name, kind in FIELDS.items():
        if not isinstance(result.get(name), kind):
            raise ResultError(
                f"A result must have the field {name!r}, a {kind.__name__}."
            )
    if result["metrics"] != plain_metrics(result["metrics"]):
        raise ResultError("The metrics of a result must be plain numbers.")
    for name in ("wall", "cpu"):
        if not _is_number(result["seconds"].get(name)):
            raise ResultError(f"The seconds of a result must have a number {name!r}.")
    try:
        json.dumps(result["parameters"])
    except (TypeError, ValueError) as error:
        raise ResultError(f"The parameters must be plain values: {error}.") from error
    return result


def plain_metrics(metrics: Mapping[str, Any]) -> dict[str, float]:
    """Return `metrics` as Python numbers; raises ResultError if one is not sound."""
    if not metrics:
        raise ResultError("A result must have at least one number.")
    plain: dict[str, float] = {}
    for name, value in metrics.items():
        if not isinstance(name, str) or not METRIC_NAME.fullmatch(name):
            raise ResultError(
                f"The name of a number must look like method/what_unit, not {name!r}."
            )
        if not _is_number(value):
            raise ResultError(f"{name} must be a finite number, not {value!r}.")
        whole = isinstance(value, numbers.Integral)
        plain[name] = int(value) if whole else float(value)
    return plain


def _is_number(value: Any) -> bool:
    # NumPy's scalars are Real too; a bool would be, but says something else.
    real = isinstance(value, numbers.Real) and not isinstance(value, bool)
    return real and math.isfinite(value)


def seconds_so_far(folder: Path) -> dict[str, dict[str, float]]:
    """Return {"before": earlier attempts, "attempt": this one}, each wall and cpu."""
    seconds = read_json(folder / SECONDS) or {}
    zero = {"wall": 0.0, "cpu": 0.0}
    return {part: {**zero, **seconds.get(part, {})} for part in ("before", "attempt")}


def read_json(path: Path) -> dict[str, Any] | None:
    """Return the object in file `path`, None if it is not there or cut short."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return content if isinstance(content, dict) else None
