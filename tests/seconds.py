"""What the tests cost: the slowest, and each lesson's two notebooks.

Seconds by the clock, with another test beside them: two processes of two cores.
"""

import re
from collections import defaultdict

import pytest

SLOWEST = 20
BUDGET = 25.0  # seconds a lesson in `smoke`: the student's notebook and the solved
SOLVED = "test_solved_lesson_runs["


class Seconds:
    """Tells in the end what took long; says so of lessons over their budget."""

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


def summary(reports):
    """Return titles with lines, of reports of tests and of the cells of notebooks."""
    seconds = defaultdict(float)
    for report in reports:
        # The cells of a notebook are told together.
        notebook, cell, _ = report.nodeid.partition(".ipynb::")
        seconds[f"{notebook}.ipynb" if cell else report.nodeid] += report.duration
    slow = sorted(seconds, key=seconds.get, reverse=True)
    slow = [test for test in slow if seconds[test] >= 1][:SLOWEST]
    lessons = defaultdict(lambda: [0.0, 0.0])
    for test, duration in seconds.items():
        lesson, solved = lesson_of(test)
        if lesson:
            lessons[lesson][solved] += duration
    told = [
        f"{lesson:28s} {student:5.1f} + {solved:5.1f} = {student + solved:5.1f}"
        + (f", over its budget of {BUDGET:g}" if student + solved > BUDGET else "")
        for lesson, (student, solved) in sorted(lessons.items())
    ]
    return [
        (title, lines)
        for title, lines in (
            (
                f"seconds of the {len(slow)} slowest tests",
                [f"{seconds[test]:6.1f}  {test}" for test in slow],
            ),
            ("seconds of each lesson: the student's, the solved notebook", told),
        )
        if lines
    ]


def lesson_of(test):
    """Return the lesson that a test runs, None for none, and whether it is solved."""
    if SOLVED in test:
        return test.partition(SOLVED)[2].rstrip("]"), True
    match = re.match(r"(?:.*/)?notebooks/(\d\d_\w+)\.ipynb", test)
    return (match[1] if match else None), False
