from types import SimpleNamespace

from seconds import summary

STUDENT = "notebooks/01_scales.ipynb"
SOLVED = "tests/notebooks/test_solved.py::test_solved_lesson_runs[01_scales]"


def report(nodeid, duration):
    return SimpleNamespace(nodeid=nodeid, duration=duration)


def test_the_slowest_come_first_and_each_lesson_has_its_sum():
    reports = [report(f"tests/test_a.py::test_{n}", n / 10) for n in range(40)]
    reports += [report(f"{STUDENT}::Cell {n}", 4.0 * n) for n in (1, 2)]
    reports += [report(SOLVED, 13.5)]
    (title, tests), (_, lessons) = summary(reports)
    assert title == "seconds of the 20 slowest tests"
    assert tests[0] == f"  13.5  {SOLVED}"
    assert tests[1] == f"  12.0  {STUDENT}"  # its cells together
    assert tests[19].endswith("test_22")
    [line] = lessons
    assert line.split()[0] == "01_scales"
    assert line.endswith("12.0 +  13.5 =  25.5, over its budget of 25")


def test_of_quick_tests_nothing_is_said():
    assert summary([report("tests/test_a.py::test_a", 0.1)]) == []
