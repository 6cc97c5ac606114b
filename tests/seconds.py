"""What the tests cost: the slowest, and each lesson's two notebooks.

CPU seconds of a test and of the processes that it started and that ended: what else
runs on the machine counts little.
"""

import os
import re
from collections import defaultdict

import pytest

SLOWEST = 20
BUDGET = 25.0  # CPU seconds a lesson in `smoke`: the student's notebook and the solved
SOLVED = "test_solved_lesson_runs["
NAME = "cpu_seconds"


class Seconds:
    """Has each report tell its CPU seconds, and sums them up in the end."""

    def __init__(self):
        self.last = used()

    def pytest_collection_finish(self):
        self.last = used()  # to import all tests is no test's cost

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item):
        report = yield
        now = used()
        report.user_properties = [*report.user_properties, (NAME, now - self.last)]
        self.last = now
        return report

    def pytest_terminal_summary(self, terminalreporter):
        reports = [
            report
            for several in terminalreporter.stats.values()
            for report in several
            if isinstance(report, pytest.TestReport)
        ]
        for title, lines in summary(reports):
            terminalreporter.section(title)
            for line in lines:
                terminalreporter.write_line(line)


def used():
    """The CPU seconds of this process and of those of its children that ended."""
    return sum(os.times()[:4])


def summary(reports):
    """Return titles with lines, of reports whose user_properties tell the seconds."""
    cpu, wall = defaultdict(float), defaultdict(float)
    for report in reports:
        # The cells of a notebook share a kernel, whose seconds are told when it ends.
        file, _, _ = report.nodeid.partition(".ipynb::")
        test = f"{file}.ipynb" if file != report.nodeid else file
        cpu[test] += dict(report.user_properties).get(NAME, 0.0)
        wall[test] += report.duration
    slow = [test for test, seconds in cpu.items() if seconds >= 1]
    slowest = sorted(slow, key=cpu.get, reverse=True)[:SLOWEST]
    tests = [f"{cpu[test]:6.1f} {wall[test]:6.1f}  {test}" for test in slowest]
    lessons = defaultdict(lambda: [0.0, 0.0])
    for test, seconds in cpu.items():
        lesson, solved = lesson_of(test)
        if lesson:
            lessons[lesson][solved] += seconds
    lines = [
        f"{lesson:28s} {student:5.1f} + {solved:5.1f} = {student + solved:5.1f}"
        + (f", over its budget of {BUDGET:g}" if student + solved > BUDGET else "")
        for lesson, (student, solved) in sorted(lessons.items())
    ]
    return [
        (title, lines)
        for title, lines in (
            (f"the {len(tests)} slowest tests: CPU seconds, seconds", tests),
            ("CPU seconds of each lesson: the student's, the solved notebook", lines),
        )
        if lines
    ]


def lesson_of(test):
    """Return the lesson that a test runs, None for none, and whether it is solved."""
    if SOLVED in test:
        return test.partition(SOLVED)[2].rstrip("]"), True
    match = re.match(r"(?:.*/)?notebooks/(\d\d_\w+)\.ipynb", test)
    return (match[1] if match else None), False
