"""The result of a run: where it goes, what it holds, when it counts as done."""

import json
import math
import numbers
import os
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from msgan_lib import PROJECT_ROOT
from msgan_lib.ground.errors import CourseError
from msgan_lib.ground.files import write_atomically
from msgan_lib.ground.folders import runs_folder
from msgan_lib.ground.processes import tree_usage
from msgan_lib.image_files import data_checksum
from msgan_lib.lesson.parameters import check_in_notebook
from msgan_lib.lesson.profiles import resolve_profile
from msgan_lib.lesson.provenance import command_line, revision, versions

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


@dataclass(frozen=True)
class Clock:
    """Counts the seconds of a run, earlier attempts and child processes included."""

    process: psutil.Process  # the top of the tree that is counted
    wall: float  # when this attempt began, by the clock that nobody sets
    cpu: float  # what the tree had used by then
    before: Mapping[str, float]  # what earlier attempts used

    def read(self) -> dict[str, float]:
        """Return the seconds used so far: {"wall": ..., "cpu": ...}."""
        wall = time.monotonic() - self.wall + self.before["wall"]
        cpu = tree_usage(self.process).cpu - self.cpu + self.before["cpu"]
        return {"wall": round(wall, 1), "cpu": round(cpu, 1)}


@dataclass(frozen=True)
class Run:
    """One execution of a notebook, as its cells see it."""

    notebook: str
    profile: str  # in effect
    parameters: dict[str, Any]  # all of them, the profile in effect among them
    folder: Path
    resumable: bool  # the runner started it: same folder, same run
    data: dict[str, str]
    command: str
    revision: str
    clock: Clock = field(repr=False)

    def checkpoint(self, name: str) -> Path | None:
        """Return the file in which training `name` keeps its state.

        None outside the runner: who changes a number in JupyterLab must not meet the
        checkpoint of the number before.
        """
        return self.folder / f"{name}.pt" if self.resumable else None

    def save(self, metrics: Mapping[str, float]) -> None:
        """Write result.json with `metrics`, {"method/what_unit": finite number}.

        Raises ResultError, and writes nothing, if a name or a number is not one.
        """
        result = {
            "notebook": self.notebook,
            "profile": self.profile,
            "parameters": self.parameters,
            "metrics": plain_metrics(metrics),
            "seconds": self.clock.read(),
            "versions": versions(),
            "data": self.data,
            "revision": self.revision,
            "command": self.command,
        }
        path = self.folder / RESULT
        write_atomically(path, json.dumps(check_result(result), indent=1) + "\n")
        if path.is_relative_to(PROJECT_ROOT):
            path = path.relative_to(PROJECT_ROOT)
        print(f"result saved in {path}")


def start_run(notebook: str, *, profile: str, **parameters: Any) -> Run:
    """Begin the run of `notebook` with the values of its `parameters` cell.

    The runner says in MSGAN_RUN_DIR where results go; without it they go to
    runs/interactive/NOTEBOOK (see runs_folder). Raises CourseError for a parameter that
    `msgan run` would refuse, if a cell changed one that the runner had set, or if the
    folder can't be made.
    """
    parameters = check_in_notebook({"profile": resolve_profile(profile), **parameters})
    dataset = parameters.get("dataset", "mnist")
    data = {"dataset": dataset, "checksum": data_checksum(dataset)}
    run_dir = os.environ.get("MSGAN_RUN_DIR")
    folder = Path(run_dir or runs_folder("interactive", notebook))
    plan = read_json(folder / PLAN) if run_dir else None
    command = command_line(notebook, parameters)
    if plan:
        for name, value in parameters.items():
            if plan["parameters"].get(name, value) != value:
                raise CourseError(
                    f"The run was started with {name} = {plan['parameters'][name]!r}, "
                    f"but a cell changed it to {value!r}; pass -p {name}=... instead."
                )
        notebook, command = plan["notebook"], plan["command"]
        parameters = plan["parameters"]
        # Papermill's process, above this kernel, was started for this run alone.
        top = psutil.Process().parent() or psutil.Process()
        clock = Clock(top, plan["started"], 0.0, seconds_so_far(folder)["before"])
    else:
        me = psutil.Process()
        nothing = {"wall": 0.0, "cpu": 0.0}
        clock = Clock(me, time.monotonic(), tree_usage(me).cpu, nothing)
    _make(folder)
    if not run_dir and not folder.is_relative_to(PROJECT_ROOT):
        print(f"results go to {folder}: the course's runs/ is not yours to write")
    return Run(
        notebook,
        parameters["profile"],
        parameters,
        folder,
        bool(plan),
        data,
        command,
        revision(),
        clock,
    )


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CourseError(
            f"Results cannot be written to {folder} ({error.strerror}); set "
            "MSGAN_RUN_DIR to a folder of yours."
        ) from None


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
