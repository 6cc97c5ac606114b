"""A sweep is a list of runs; their folders say what is done, failed or still to do."""

import contextlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean
from typing import Any

from msgan_lib.ground.errors import CourseError
from msgan_lib.ground.files import write_atomically
from msgan_lib.lesson.parameters import flat
from msgan_lib.lesson.result_file import finished
from msgan_tools.run.identity import Code, read_code
from msgan_tools.run.limits import Limits, budget_seconds
from msgan_tools.run.notebook_file import Notebook
from msgan_tools.run.runner import Job, plan_run
from msgan_tools.sweep.sweep_file import read_sweep

FAILED = "failed.json"  # why the last attempt failed
REPEATS = 3  # of a run that the system killed
UNKNOWN_MINUTES = 30.0  # of a run of which nothing was ever measured


@dataclass
class Plan:
    """The runs of a sweep in the order of the file, and how far each is."""

    jobs: list[Job]
    limits: Limits
    seconds: dict[Path, float] = field(default_factory=dict)  # of folders that are done
    failed: dict[Path, str] = field(default_factory=dict)  # why
    killed: dict[Path, str] = field(default_factory=dict)  # by the system: repeated
    recorded: set[Path] = field(default_factory=set)  # their rows are in the record

    @property
    def todo(self) -> list[Job]:
        """The runs that are neither done nor failed."""
        ended = self.seconds.keys() | self.failed.keys() | self.recorded
        return [job for job in self.jobs if job.folder not in ended]

    @property
    def num_done(self) -> int:
        """How many runs have a result, in their folder or in the record."""
        return len(self.seconds.keys() | self.recorded)


def plan_sweep(path: Path, output_dir: Path, device: str = "auto") -> Plan:
    """Read a sweep file and look at every run's folder; nothing is written.

    Raises CourseError for what is wrong with the file.
    """
    sweep = read_sweep(path)
    code = read_code(sweep.notebook)
    first: dict[Path, str] = {}
    plan = Plan([], sweep.limits)
    for point in sweep.points:
        try:
            job = plan_point(sweep.notebook, point.given, output_dir, code, device)
        except CourseError as error:
            raise point.place.error(str(error)) from None
        if job.folder in first:
            raise point.place.error(
                f"this is the same run as that of {first[job.folder]}"
            )
        first[job.folder] = point.place.place
        plan.jobs.append(job)
        if result := finished(job.folder):
            plan.seconds[job.folder] = result["seconds"]["wall"]
        elif reason := why_failed(job.folder):
            plan.failed[job.folder] = reason
        elif failure := last_failure(job.folder):
            plan.killed[job.folder] = (
                f"{failure['reason']}; it is repeated (time {failure['killed']} of "
                f"{REPEATS})"
            )
    return plan


def plan_point(
    notebook: Notebook,
    parameters: Mapping[str, Any],
    output_dir: Path,
    code: Code | None = None,
    device: str = "auto",
) -> Job:
    """Plan one run from typed parameters, as `msgan run` does from texts."""
    texts = {name: json.dumps(value) for name, value in parameters.items()}
    return plan_run(notebook, texts, None, output_dir, code, device)


def last_failure(folder: Path) -> dict[str, Any] | None:
    """Return {"reason": ..., "killed": how often, in a row}, None without a failure."""
    path = folder / FAILED
    try:
        note = json.loads(path.read_text(encoding="utf-8"))
        return {"reason": str(note["reason"]), "killed": int(note.get("killed", 0))}
    except FileNotFoundError:
        return None
    except OSError as error:
        reason = f"{path} cannot be read: {error.strerror}"
    except (ValueError, KeyError, TypeError, AttributeError):
        reason = f"{path} is damaged"
    return {"reason": reason, "killed": 0}


def why_failed(folder: Path) -> str | None:
    """Return why the run of a folder is not to be repeated, None if it is."""
    failure = last_failure(folder)
    if failure is None or 0 < failure["killed"] <= REPEATS:
        return None
    return failure["reason"]


def remember_failure(folder: Path, reason: str, killed: bool = False) -> None:
    """Note in the run's folder that it failed, so that it is not repeated unasked.

    One that the system killed is repeated, REPEATS times in a row.
    """
    failure = last_failure(folder) or {"killed": 0}
    content = {"reason": reason, "killed": failure["killed"] + 1 if killed else 0}
    # Where the disk is full there is no note, and the run will be tried again.
    with contextlib.suppress(CourseError):
        write_atomically(folder / FAILED, json.dumps(content) + "\n")


def forget_failures(plan: Plan) -> None:
    """Make runs that failed runs to do."""
    for folder in plan.failed:
        (folder / FAILED).unlink(missing_ok=True)
    plan.failed.clear()


def varied(jobs: Sequence[Job]) -> list[str]:
    """Return the names of the parameters in which runs of a sweep differ.

    A number of the recipe is one of its own: "recipe.lr".
    """
    runs = [flat(job.parameters) for job in jobs]
    names = dict.fromkeys(name for run in runs for name in run)
    return [
        name
        for name in names
        if any(run.get(name) != runs[0].get(name) for run in runs)
    ]


def name_of(job: Job, names: Sequence[str]) -> str:
    """Return what a person calls a run: "one_run seed=1, method=..."."""
    run = flat(job.parameters)
    shown = ", ".join(f"{name}={run[name]}" for name in names if name in run)
    return f"{job.notebook.name} {shown}".strip()


def minutes_a_run(plan: Plan) -> float | None:
    """Return how long a run of this sweep takes, None if there is nothing to go by."""
    if plan.seconds:
        return mean(plan.seconds.values()) / 60
    job = plan.jobs[0]
    budget = budget_seconds(job.notebook.path.stem, job.parameters["profile"])
    return budget / 60 if budget else plan.limits.minutes


def summary(plan: Plan, workers: int) -> list[str]:
    """Return the lines of --dry-run; the last is "N runs, D done, about M minutes"."""
    lines = []
    if plan.failed:
        lines.append(
            f"{len(plan.failed)} failed earlier and are not repeated without "
            "--retry-failed"
        )
    if plan.killed:
        lines.append(f"{len(plan.killed)} were killed by the system and are repeated")
    each = minutes_a_run(plan)
    if each is None:
        each = UNKNOWN_MINUTES
        lines.append(f"no such run was measured yet: reckoned with {each:g} min each")
    rounds = math.ceil(len(plan.todo) / workers)
    lines.append(
        f"{len(plan.jobs)} runs, {plan.num_done} done, "
        f"about {math.ceil(rounds * each)} minutes"
    )
    return lines
