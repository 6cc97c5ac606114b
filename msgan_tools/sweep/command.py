"""The command `msgan sweep`; cli.py takes it up."""

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from msgan_lib.ground.devices import VARIABLE, asked_for
from msgan_lib.ground.errors import CourseError
from msgan_lib.ground.folders import runs_folder
from msgan_tools.run.command import device_option


@click.command()
@click.argument("file", metavar="SWEEP.yaml", type=click.Path(path_type=Path))
@click.option(
    "--output-dir",
    type=click.Path(path_type=Path),
    default=runs_folder,
    metavar="DIR",
    help="Where run folders go (default: runs/ of the course); every machine must see "
    "it under this name.",
)
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    metavar="N",
    help="Runs at a time on this machine (default: its cores).",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Use the workers of a running Dask scheduler, such as tcp://10.0.0.1:8786.",
)
@click.option(
    "--record",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.jsonl",
    help="Append a row as each run ends; runs whose row is there are not done again. "
    "Everything must be committed.",
)
@device_option
@click.option(
    "--dry-run", is_flag=True, help="Say what there is to do, and do nothing."
)
@click.option("--retry-failed", is_flag=True, help="Repeat runs that failed earlier.")
@click.option("--fail-fast", is_flag=True, help="Stop everything at the first failure.")
def sweep(
    file: Path,
    output_dir: Path,
    workers: int | None,
    scheduler: str | None,
    record: Path | None,
    device: str,
    dry_run: bool,
    retry_failed: bool,
    fail_fast: bool,
) -> None:
    """Run a notebook with all the parameters that SWEEP.yaml lists.

    The file is checked before anything starts. The same command goes on where it was
    interrupted and skips what is done; a run that failed is not repeated without
    --retry-failed, one that the system killed is, three times at most. Ctrl-C stops all
    runs. Exit code 0 only if every run is done.
    """
    from msgan_tools.sweep import plan as sweeps
    from msgan_tools.sweep.record import Record, check_clean

    if workers and scheduler:
        raise click.UsageError("Give --workers or --scheduler, not both.")
    if record:
        if asked_for(device) not in ("auto", "cpu"):
            raise CourseError(
                "Recorded rows are from CPUs, where bits repeat; leave out --device "
                f"and {VARIABLE}, or set them to cpu."
            )
        device = "cpu"
    plan = sweeps.plan_sweep(file, output_dir, device)
    rows = None
    if record:
        check_clean()
        rows = Record(record)
        for job in plan.jobs:
            if job.folder.name in rows.digests:
                plan.failed.pop(job.folder, None)
                plan.recorded.add(job.folder)
    if retry_failed and not dry_run:
        sweeps.forget_failures(plan)
    if dry_run:
        if retry_failed:
            plan.failed.clear()
        for line in sweeps.summary(plan, workers or _cores()):
            click.echo(line)
        return
    report = Report(plan, rows)
    for job in plan.jobs:
        if rows and job.folder in plan.seconds and job.folder not in plan.recorded:
            report.record(job, sweeps.finished(job.folder))
    try:
        if plan.todo and not (fail_fast and plan.failed):
            with _cluster(workers or _cores(), scheduler) as client:
                from msgan_tools.sweep.dispatch import Dispatcher

                report.begin(client, scheduler)
                Dispatcher(client, plan, report).run(fail_fast)
    except KeyboardInterrupt:
        report.clear()
        click.echo(
            f"error: the sweep was stopped with {len(plan.todo)} of {len(plan.jobs)} "
            "runs to do; the same command goes on.",
            err=True,
        )
        sys.exit(130)
    finally:
        report.clear()
    sys.exit(report.end())


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):  # what a cluster's queue granted
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextlib.contextmanager
def _cluster(workers: int, scheduler: str | None) -> Iterator[Any]:
    try:
        from msgan_tools.sweep.dispatch import local_cluster, scheduler_at
    except ModuleNotFoundError as error:
        raise CourseError(
            f"A sweep needs {error.name}; install it with pip install -e '.[sweep]'."
        ) from None
    with scheduler_at(scheduler) if scheduler else local_cluster(workers) as client:
        yield client


def _without_name(job: Any, reason: str) -> str:
    return reason.removeprefix(f"{job.notebook.name}: ")


class Report:
    """Says how a sweep goes: a line a run, and a live line on a terminal."""

    LINE_EVERY = 15.0  # seconds between two lines where there is no terminal

    def __init__(self, plan: Any, rows: Any) -> None:
        """Report on `plan`; add results to the record `rows` if there is one."""
        from msgan_tools.sweep.plan import varied

        self.plan, self.rows = plan, rows
        self.names = varied(plan.jobs)
        self.earlier = dict(plan.failed)
        self.unrecorded = 0
        self.start = self.last = time.monotonic()
        self.first_todo = len(plan.todo)
        self.live = sys.stdout.isatty()

    def begin(self, client: Any, scheduler: str | None) -> None:
        """Say what there is to do, and where."""
        plan = self.plan
        where = scheduler or client.dashboard_link
        click.echo(
            f"{len(plan.jobs)} runs: {plan.num_done} done, {len(self.earlier)} failed "
            f"earlier, {len(plan.todo)} to do, by Dask at {where}"
        )
        for job in plan.todo:
            if reason := plan.killed.get(job.folder):
                click.echo(f"{self._name(job)}: {_without_name(job, reason)}")

    def done(self, job: Any, result: dict[str, Any]) -> None:
        """Tell of a run that is done."""
        from msgan_tools.run.runner import duration

        self.clear()
        click.echo(f"{self._name(job)}: done in {duration(result['seconds']['wall'])}")
        if self.rows:
            self.record(job, result)

    def failed(self, job: Any, reason: str) -> None:
        """Tell of a run that failed."""
        from msgan_tools.run.runner import LOG

        self.clear()
        told = f"error: {self._name(job)}: {_without_name(job, reason)}"
        if (job.folder / LOG).exists():  # else it did not even begin
            told += f"\n  log: {job.folder / LOG}"
        click.echo(told, err=True)

    def record(self, job: Any, result: dict[str, Any]) -> None:
        """Add a row; say so if it can't be."""
        try:
            self.rows.add(job.folder.name, result)
        except CourseError as error:
            self.unrecorded += 1
            click.echo(f"error: {self._name(job)}: {error}", err=True)

    def look(self, running: int, waiting: int) -> None:
        """Show how far the sweep is, if it is time."""
        now = time.monotonic()
        if not self.live and now - self.last < self.LINE_EVERY:
            return
        self.last = now
        plan = self.plan
        line = f"{plan.num_done} of {len(plan.jobs)} done, {running} running"
        if plan.failed:
            line += f", {len(plan.failed)} failed"
        if not running and waiting:
            line += ", waiting for a worker"
        ended = self.first_todo - len(plan.todo)
        if ended:
            left = (now - self.start) / ended * (running + waiting)
            line += f", about {left / 60:.0f} min left"
        if self.live:
            click.echo(f"\r\x1b[K{line}", nl=False)
        else:
            click.echo(line)

    def clear(self) -> None:
        """Clear the live line."""
        if self.live:
            click.echo("\r\x1b[K", nl=False)

    def end(self) -> int:
        """Say how it ended; return the exit code."""
        plan = self.plan
        for job in plan.jobs:
            if job.folder in self.earlier and job.folder in plan.failed:
                click.echo(
                    f"error: {self._name(job)}: failed earlier and was not repeated "
                    f"(--retry-failed): {self.earlier[job.folder]}",
                    err=True,
                )
        line = f"{plan.num_done} of {len(plan.jobs)} runs done"
        if plan.failed:
            line += f", {len(plan.failed)} failed"
        if plan.todo:
            line += f", {len(plan.todo)} to do"
        if self.unrecorded:
            line += f", {self.unrecorded} not recorded"
        click.echo(line)
        return 1 if plan.failed or plan.todo or self.unrecorded else 0

    def _name(self, job: Any) -> str:
        from msgan_tools.sweep.plan import name_of

        return name_of(job, self.names)
