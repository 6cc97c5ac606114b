"""The command `msgan sweep`; cli.py takes it up."""

import contextlib
import os
import sys
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
    from msgan_tools.sweep.report import Report

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

                report.begin(scheduler or client.dashboard_link)
                Dispatcher(client, plan, report).run(fail_fast)
    except KeyboardInterrupt:
        report.line.clear()
        click.echo(
            f"error: the sweep was stopped with {len(plan.todo)} of {len(plan.jobs)} "
            "runs to do; the same command goes on.",
            err=True,
        )
        sys.exit(130)
    finally:
        report.line.clear()
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
