"""The run of a notebook: where its result goes, and what it holds."""

import json
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from msgan_lib import PROJECT_ROOT
from msgan_lib.data import data_checksum
from msgan_lib.ground.errors import CourseError
from msgan_lib.ground.files import write_atomically
from msgan_lib.ground.folders import runs_folder
from msgan_lib.ground.processes import tree_usage
from msgan_lib.lesson.parameters import check_in_notebook
from msgan_lib.lesson.profiles import resolve_profile
from msgan_lib.lesson.result_file import (
    PLAN,
    RESULT,
    check_result,
    plain_metrics,
    read_json,
    seconds_so_far,
)
from msgan_lib.lesson.versions import versions

UNKNOWN = "unknown"  # the command and the commit of what `msgan run` did not start


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
    parameters: dict[str, Any]  # all of them, the profile in effect among them
    folder: Path
    resumable: bool  # the runner started it: same folder, same run
    data: dict[str, str]
    command: str
    revision: str
    clock: Clock = field(repr=False)

    @property
    def profile(self) -> str:
        """The profile in effect."""
        return self.parameters["profile"]

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
    if plan:
        for name, value in parameters.items():
            if plan["parameters"].get(name, value) != value:
                raise CourseError(
                    f"The run was started with {name} = {plan['parameters'][name]!r}, "
                    f"but a cell changed it to {value!r}; pass -p {name}=... instead."
                )
        notebook, parameters = plan["notebook"], plan["parameters"]
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
        notebook=notebook,
        parameters=parameters,
        folder=folder,
        resumable=bool(plan),
        data=data,
        command=plan["command"] if plan else UNKNOWN,
        revision=plan["revision"] if plan else UNKNOWN,
        clock=clock,
    )


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CourseError(
            f"Results cannot be written to {folder} ({error.strerror}); set "
            "MSGAN_RUN_DIR to a folder of yours."
        ) from None
