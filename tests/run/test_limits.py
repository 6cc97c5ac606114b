import pytest

from msgan_lib.ground.errors import CourseError
from msgan_tools.run import limits
from msgan_tools.run.limits import budget_seconds, measured_minutes


@pytest.fixture
def measured(tmp_path, monkeypatch):
    """Write a lesson's source with a head: `measured("05_generator", "{class: 4}")`."""
    monkeypatch.setattr(limits, "SOURCES", tmp_path)

    def write(stem, minutes):
        (tmp_path / stem).mkdir()
        head = f"# ---\n# jupyter:\n#   minutes: {minutes}  # measured\n# ---\n"
        (tmp_path / stem / "lesson.py").write_text(f"{head}\n# %%\n")

    return write


def test_the_budget_is_the_larger_of_granted_and_measured(measured):
    measured("14_full_training", "{class: 2, full: 35}")
    measured("05_generator", "{class: 4}")
    assert budget_seconds("14_full_training", "class") == 180
    assert budget_seconds("05_generator", "class") == 240
    assert budget_seconds("14_full_training", "full") == 35 * 60
    assert budget_seconds("05_generator", "full") is None
    assert budget_seconds("anything", "smoke") == 12


def test_a_lesson_that_was_not_measured_has_no_minutes(measured, tmp_path):
    (tmp_path / "04_new").mkdir()
    (tmp_path / "04_new" / "lesson.py").write_text("# %% [markdown]\n# Title\n")
    assert measured_minutes("04_new") == measured_minutes("my_own") == {}


@pytest.mark.parametrize("minutes", ["", "{class: two}", "{class", "3"])
def test_a_head_that_is_none_is_told(measured, minutes):
    measured("05_generator", minutes)
    with pytest.raises(CourseError, match=r"head of .*05_generator.* measured minutes"):
        measured_minutes("05_generator")
