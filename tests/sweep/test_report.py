"""What a sweep says: whole lines in a file, one live line on a terminal."""

import io
import sys
from types import SimpleNamespace

import pytest

from msgan_lib.ground.errors import CourseError
from msgan_tools.run.limits import Limits
from msgan_tools.run.runner import Job
from msgan_tools.sweep import report as reports
from msgan_tools.sweep.plan import Plan
from msgan_tools.sweep.report import Report


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def plan(tmp_path):
    """Four runs to do."""
    notebook = SimpleNamespace(name="tiny")
    parameters = [{"profile": "smoke", "seed": seed} for seed in range(4)]
    folders = [tmp_path / str(seed) for seed in range(4)]
    jobs = [
        Job(notebook, given, {}, folder)
        for given, folder in zip(parameters, folders, strict=True)
    ]
    return Plan(jobs, Limits())


@pytest.fixture
def clock(monkeypatch):
    """A clock that a test sets."""
    clock = SimpleNamespace(now=100.0)
    monkeypatch.setattr(reports, "time", SimpleNamespace(monotonic=lambda: clock.now))
    return clock


def go(plan, clock, rows=None):
    """Report on four runs of 10 s, the third of which fails; return the exit code."""
    report = Report(plan, rows)
    report.begin("here")
    for number, job in enumerate(plan.jobs):
        report.look(1, 3 - number)
        clock.now += 10.0
        if number == 2:
            plan.failed[job.folder] = "tiny: cell 3 raised ValueError: no"
            report.failed(job, plan.failed[job.folder])
        else:
            plan.seconds[job.folder] = 10.0
            report.done(job, {"seconds": {"wall": 10.0}})
    return report.end()


def test_a_file_gets_whole_lines_and_errors_go_to_stderr(plan, clock, capsys):
    plan.jobs[2].folder.mkdir()
    (plan.jobs[2].folder / "log.txt").touch()
    plan.killed[plan.jobs[3].folder] = "tiny: killed; it is repeated (time 1 of 3)"
    assert go(plan, clock) == 1
    out, err = capsys.readouterr()
    assert out.splitlines() == [
        "4 runs: 0 done, 0 failed earlier, 4 to do, by Dask at here",
        "tiny seed=3: killed; it is repeated (time 1 of 3)",
        "tiny seed=0: done in 10 seconds",
        "tiny seed=1: done in 10 seconds",
        "2 of 4 runs done, 1 running, about 0 min left",  # 15 s after the start
        "tiny seed=3: done in 10 seconds",
        "3 of 4 runs done, 1 failed",
    ]
    assert err.splitlines() == [
        "error: tiny seed=2: cell 3 raised ValueError: no",
        f"  log: {plan.jobs[2].folder / 'log.txt'}",
    ]


def test_a_terminal_has_one_line_that_others_take_the_place_of(
    plan, clock, monkeypatch
):
    monkeypatch.setenv("COLUMNS", "30")
    stream = Terminal()
    monkeypatch.setattr(sys, "stdout", stream)
    go(plan, clock)
    first, *shown = stream.getvalue().split("\r\x1b[K")
    assert first.count("\n") == 1
    assert shown == [
        "0 of 4 runs done, 1 running",
        "tiny seed=0: done in 10 seconds\n",
        "1 of 4 runs done, 1 running, ",  # as wide as the terminal
        "tiny seed=1: done in 10 seconds\n",
        "2 of 4 runs done, 1 running, ",
        "",  # for the error, on stderr
        "2 of 4 runs done, 1 failed, 1",
        "tiny seed=3: done in 10 seconds\n3 of 4 runs done, 1 failed\n",
    ]


def test_a_row_that_is_refused_makes_the_sweep_fail(plan, clock, capsys):
    def refuse(digest, result):
        if digest == "1":
            raise CourseError("the disk is full")

    plan.jobs[2:] = []
    assert go(plan, clock, SimpleNamespace(add=refuse)) == 1
    out, err = capsys.readouterr()
    assert out.endswith("2 of 2 runs done, 1 not recorded\n")
    assert err == "error: tiny seed=1: the disk is full\n"


def test_a_run_that_failed_earlier_and_one_that_is_to_do_are_told(plan, capsys):
    plan.failed[plan.jobs[0].folder] = "tiny: its worker died 3 times"
    plan.seconds |= {job.folder: 1.0 for job in plan.jobs[1:3]}
    assert Report(plan, None).end() == 1
    out, err = capsys.readouterr()
    assert out == "2 of 4 runs done, 1 failed, 1 to do\n"
    assert err == (
        "error: tiny seed=0: failed earlier and was not repeated (--retry-failed): "
        "tiny: its worker died 3 times\n"
    )
