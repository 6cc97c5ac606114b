"""What a person sees of a sweep: a line a run, how far it is, and how it ended."""

import sys
import time
from typing import Any

import click

from msgan_lib.ground.errors import CourseError
from msgan_tools.run.live_line import LiveLine
from msgan_tools.run.runner import LOG, Job, duration
from msgan_tools.sweep.plan import Plan, name_of, varied
from msgan_tools.sweep.record import Record


class Report:
    """Says how a sweep goes, and adds what is done to the record."""

    def __init__(self, plan: Plan, rows: Record | None) -> None:
        """Report on `plan`; add results to the record `rows` if there is one."""
        self.plan, self.rows = plan, rows
        self.names = varied(plan.jobs)
        self.earlier = dict(plan.failed)
        self.unrecorded = 0
        self.start, self.first_todo = time.monotonic(), len(plan.todo)
        self.line = LiveLine(sys.stdout)

    def begin(self, where: str) -> None:
        """Say what there is to do, and where."""
        plan = self.plan
        click.echo(
            f"{len(plan.jobs)} runs: {plan.num_done} done, {len(self.earlier)} failed "
            f"earlier, {len(plan.todo)} to do, by Dask at {where}"
        )
        for job in plan.todo:
            if reason := plan.killed.get(job.folder):
                click.echo(self._told(job, reason))

    def done(self, job: Job, result: dict[str, Any]) -> None:
        """Tell of a run that is done, and record it."""
        self.line.clear()
        click.echo(self._told(job, f"done in {duration(result['seconds']['wall'])}"))
        self.record(job, result)

    def failed(self, job: Job, reason: str) -> None:
        """Tell of a run that failed."""
        self.line.clear()
        self._error(job, reason)
        if (job.folder / LOG).exists():  # else it did not even begin
            click.echo(f"  log: {job.folder / LOG}", err=True)

    def record(self, job: Job, result: dict[str, Any]) -> None:
        """Add a row if there is a record; say so if it can't be."""
        try:
            if self.rows:
                self.rows.add(job.folder.name, result)
        except CourseError as error:
            self.unrecorded += 1
            self._error(job, str(error))

    def look(self, running: int, waiting: int) -> None:
        """Show how far the sweep is, if it is time."""
        seconds = time.monotonic() - self.start
        line = f"{self._num_done()}, {running} running"
        if not running and waiting:
            line += ", waiting for a worker"
        if ended := self.first_todo - len(self.plan.todo):
            left = seconds / ended * (running + waiting)
            line += f", about {left / 60:.0f} min left"
        self.line.show(line, seconds)

    def end(self) -> int:
        """Say how it ended; return the exit code."""
        plan = self.plan
        for job in plan.jobs:
            if job.folder in self.earlier and job.folder in plan.failed:
                reason = self.earlier[job.folder]
                self._error(
                    job,
                    f"failed earlier and was not repeated (--retry-failed): {reason}",
                )
        line = self._num_done()
        if plan.todo:
            line += f", {len(plan.todo)} to do"
        if self.unrecorded:
            line += f", {self.unrecorded} not recorded"
        click.echo(line)
        return 1 if plan.failed or plan.todo or self.unrecorded else 0

    def _num_done(self) -> str:
        failed = f", {len(self.plan.failed)} failed" if self.plan.failed else ""
        return f"{self.plan.num_done} of {len(self.plan.jobs)} runs done{failed}"

    def _told(self, job: Job, what: str) -> str:
        what = what.removeprefix(f"{job.notebook.name}: ")  # once is enough
        return f"{name_of(job, self.names)}: {what}"

    def _error(self, job: Job, what: str) -> None:
        click.echo(f"error: {self._told(job, what)}", err=True)
