"""One run is one process: started, watched, limited, ended with all its children."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, NamedTuple

import psutil

from msgan_lib.data import data_checksum
from msgan_lib.ground.devices import VARIABLE, device_in_effect
from msgan_lib.ground.errors import CourseError, KilledError
from msgan_lib.ground.files import write_atomically
from msgan_lib.ground.processes import family, tree_usage
from msgan_lib.lesson.result_file import (
    PLAN,
    RESULT,
    SECONDS,
    ResultError,
    finished,
    read_result,
    seconds_so_far,
)
from msgan_tools.run.identity import Code, identity
from msgan_tools.run.limits import DEFAULT_LIMITS, Limits
from msgan_tools.run.locks import lock_file
from msgan_tools.run.notebook_file import Notebook, fill_in
from msgan_tools.run.process_tree import kill_tree
from msgan_tools.run.provenance import command_line, revision
from msgan_tools.run.surroundings import own_environment

LOG = "log.txt"
LOCK = "lock"
SETTINGS = "settings"  # IPython's and matplotlib's, while it runs
EXECUTE = "msgan_tools.run.execute"  # the process of one run
LOOK_EVERY = 0.25  # seconds between two looks at the process
SAMPLE_EVERY = 1.0  # seconds between two measurements of its whole tree
KEEP_EVERY = 2.0  # seconds between two writings of what it has used


class RunError(CourseError):
    """A run that failed; the sentence says in which cell."""


class KilledRunError(RunError, KilledError):
    """A run of which the system killed a process; it may end well another time."""


class BusyError(RunError):
    """A run that another process is busy with."""


@dataclass(frozen=True)
class Job:
    """A run as it was asked for; its folder follows from the rest."""

    notebook: Notebook
    parameters: dict[str, Any]
    data: dict[str, str]
    folder: Path
    device: str = "cpu"


class Status(NamedTuple):
    """How far a run is."""

    cell: int  # which code cell runs, 0 before the first
    cells: int
    seconds: float  # since this attempt began
    log: Path


def plan_run(
    notebook: Notebook,
    given: Mapping[str, str],
    profile: str | None,
    output_dir: Path,
    code: Code | None = None,
    device: str = "auto",
) -> Job:
    """Check everything that can be checked beforehand, and say where the run goes.

    `given` are the texts of the -p options, `code` what read_code gave if it was
    asked before, `device` what choose_device takes. Raises CourseError for what is
    wrong.
    """
    if profile is not None:
        if "profile" in given:
            raise CourseError("The profile is given twice, with --profile and with -p.")
        given = {**given, "profile": profile}
    parameters = fill_in(notebook, given)
    dataset = parameters.get("dataset", "mnist")
    data = {"dataset": dataset, "checksum": data_checksum(dataset)}
    device = device_in_effect(device)
    name = identity(notebook, parameters, data["checksum"], device, code)
    folder = Path(output_dir).absolute() / notebook.name / name
    return Job(notebook, parameters, data, folder, device)


def run(
    job: Job,
    *,
    limits: Limits = DEFAULT_LIMITS,
    again: bool = False,
    watch: Callable[[Status], None] = lambda status: None,
) -> dict[str, Any]:
    """Run `job` unless it is done; return its result.

    Goes on from the checkpoints of an attempt that was interrupted; `again` removes all
    of the run first. `watch` is called a few times a second. Raises RunError if the run
    fails; then there is no result.json. Leaves no process behind, whatever happens.
    """
    with _locked(job):
        if again:
            _clear(job.folder)
        if result := finished(job.folder):
            return result
        (job.folder / RESULT).unlink(missing_ok=True)
        plan = {
            "notebook": job.notebook.name,
            "file": str(job.notebook.path),
            "parameters": job.parameters,
            "data": job.data,
            "command": command_line(job.notebook.argument, job.parameters, job.device),
            "revision": revision(),
            "started": time.monotonic(),  # the same clock for every process
        }
        write_atomically(job.folder / PLAN, json.dumps(plan, indent=1) + "\n")
        try:
            _execute(job, limits, watch)
            return read_result(job.folder / RESULT)
        except ResultError as error:
            kind, failure = RunError, f"its result is not one: {error}"
            if not (job.folder / RESULT).exists():
                failure = "it ended without a result; its last cell must call"
                failure += " run.save(...)"
        except RunError as error:
            kind, failure = type(error), str(error)
        (job.folder / RESULT).unlink(missing_ok=True)
        raise kind(f"{job.notebook.name}: {failure}")


def _execute(job: Job, limits: Limits, watch: Callable[[Status], None]) -> None:
    used = seconds_so_far(job.folder)
    before = {
        unit: used["before"][unit] + used["attempt"][unit] for unit in ("wall", "cpu")
    }
    wall = cpu = 0.0

    def keep_seconds() -> None:
        attempt = {"wall": round(wall, 1), "cpu": round(cpu, 1)}
        content = json.dumps({"before": before, "attempt": attempt})
        # A disk that is full for a moment must not end a run of hours.
        with contextlib.suppress(CourseError):
            write_atomically(job.folder / SECONDS, content)

    keep_seconds()
    with open(job.folder / LOG, "a", encoding="utf-8") as log:
        print(f"\n=== {time.strftime('%Y-%m-%d %H:%M:%S')}", file=log, flush=True)
        worker = subprocess.Popen(
            [sys.executable, "-m", EXECUTE, str(job.folder), str(os.getpid())],
            cwd=job.folder,  # where no module of the user's is in the way
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            env={
                **own_environment(job.folder / SETTINGS),
                "MSGAN_RUN_DIR": str(job.folder),
                VARIABLE: job.device,
            },
            start_new_session=True,  # Ctrl-C comes to us alone
        )
    start, last_sample, last_kept = time.monotonic(), 0.0, 0.0
    news: dict[str, Any] = {"cell": 0, "of": 0}
    listener = threading.Thread(target=_listen, args=(worker.stdout, news))
    seen: set[psutil.Process] = set()
    try:
        listener.start()
        top = psutil.Process(worker.pid)
        while worker.poll() is None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                worker.wait(LOOK_EVERY)
            wall = time.monotonic() - start
            watch(Status(news["cell"], news["of"], wall, job.folder / LOG))
            if wall - last_sample >= SAMPLE_EVERY:
                last_sample = wall
                seen = {p for p in seen if p.is_running()}.union(family(worker.pid))
                usage = tree_usage(top)
                cpu = max(cpu, usage.cpu)
                _check_limits(limits, wall, usage.memory, news["cell"])
            if wall - last_kept >= KEEP_EVERY:
                last_kept = wall
                keep_seconds()
    finally:
        kill_tree(worker.pid, seen)
        keep_seconds()
        listener.join(timeout=5)
        shutil.rmtree(job.folder / SETTINGS, ignore_errors=True)
    if "failure" in news:
        raise (KilledRunError if news.get("killed") else RunError)(news["failure"])
    if worker.returncode < 0:
        raise KilledRunError(
            f"its process was killed {where(news['cell'])} "
            f"({signal.Signals(-worker.returncode).name})"
        )
    if worker.returncode:
        raise RunError(
            f"its process ended {where(news['cell'])}, exit code {worker.returncode}"
        )


def _check_limits(limits: Limits, wall: float, memory: int, cell: int) -> None:
    if limits.minutes is not None and wall > 60 * limits.minutes:
        raise RunError(
            f"stopped after its limit of {duration(60 * limits.minutes)} {where(cell)}"
        )
    if limits.gigabytes is not None and memory > 1e9 * limits.gigabytes:
        raise RunError(
            f"stopped {where(cell)}, since it used {memory / 1e9:.1f} GB of memory, "
            f"more than its limit of {limits.gigabytes:g} GB"
        )


def where(cell: int) -> str:
    """Say in which code cell something happened."""
    return f"in cell {cell}" if cell else "before its first cell"


def _listen(channel: IO[str], news: dict[str, Any]) -> None:
    """Keep the latest that the worker reports, until it ends."""
    with channel:
        for line in channel:
            with contextlib.suppress(ValueError):
                news.update(json.loads(line))


def _clear(folder: Path) -> None:
    """Remove what earlier attempts left in a run's folder, all but the lock."""
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name != LOCK:
            path.unlink()


@contextlib.contextmanager
def _locked(job: Job) -> Iterator[None]:
    """Hold the lock of a run's folder, which the system takes back when we die."""
    try:
        job.folder.mkdir(parents=True, exist_ok=True)
        file = open(job.folder / LOCK, "a")  # noqa: SIM115 (closed below)
    except OSError as error:
        raise CourseError(
            f"The folder {job.folder} cannot be written: {error.strerror}; "
            "choose another one with --output-dir."
        ) from error
    with file:
        if not lock_file(file, "--output-dir"):
            raise BusyError(
                f"{job.notebook.name}: another `msgan run` is busy with this very run "
                f"in {job.folder}; wait for it or stop it"
            )
        yield


def duration(seconds: float) -> str:
    """Return a duration in words: "3 minutes", "1 min 15 s", "4 seconds"."""
    minutes, rest = divmod(round(seconds), 60)
    if not minutes:
        return f"{seconds:.3g} seconds"
    if rest:
        return f"{minutes} min {rest} s"
    return "1 minute" if minutes == 1 else f"{minutes} minutes"
