"""Where the course reads and writes: a clone, one for a whole class, none."""

import contextlib
import os
import tempfile
from pathlib import Path

import pytest

from msgan_lib.ground import folders
from msgan_lib.ground.errors import CourseError


@pytest.fixture
def shared(monkeypatch):
    """A course that a teacher installed; `as_student` is somebody else, Anna."""
    with tempfile.TemporaryDirectory() as folder:  # pytest's is the user's alone
        shared = Path(folder)
        shared.chmod(0o755)
        (shared / "course" / "notebooks").mkdir(parents=True)
        (shared / "anna").mkdir()
        (shared / "anna").chmod(0o777)
        monkeypatch.setattr(folders, "PROJECT_ROOT", shared / "course")
        monkeypatch.setenv("HOME", str(shared / "anna"))
        yield shared


@contextlib.contextmanager
def as_student(*kept):
    """Be somebody who may not write in the folders `kept`: for root nothing is."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    for folder in kept:
        folder.chmod(0o555)
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        for folder in kept:
            folder.chmod(0o755)


def test_results_go_to_the_course_of_whoever_may_write_there(shared):
    runs = shared / "course" / "runs"
    assert folders.runs_folder() == runs
    assert folders.runs_folder("interactive", "14") == runs / "interactive" / "14"
    assert list(runs.parent.iterdir()) == [shared / "course" / "notebooks"]


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_results_go_home_where_the_course_is_another_users(shared):
    home, runs = shared / "anna" / "msgan" / "runs", shared / "course" / "runs"
    with as_student(shared / "course"):
        assert folders.runs_folder() == home
    (runs / "interactive" / "14").mkdir(parents=True)
    runs.chmod(0o777)
    # runs/ is for all, but this run's folder is of whoever opened the lesson first.
    with as_student(runs / "interactive" / "14"):
        assert folders.runs_folder() == runs
        hers = folders.runs_folder("interactive", "14")
        assert hers == home / "interactive" / "14"
        hers.mkdir(parents=True)
        (hers / "result.json").write_text("{}")


def test_a_fault_that_is_nobodys_right_is_left_to_whoever_writes(shared):
    (shared / "course" / "runs").write_text("a file in the folder's place")
    assert folders.runs_folder("a") == shared / "course" / "runs" / "a"


def test_doctor_and_lessons_say_it_too(monkeypatch, tmp_path):
    from msgan_lib import recorded_rows
    from msgan_lib.lesson import self_check

    monkeypatch.delenv("MSGAN_DATA", raising=False)
    monkeypatch.setattr(folders, "PROJECT_ROOT", tmp_path)
    monkeypatch.setattr(recorded_rows, "RESULTS", tmp_path / "data" / "results")
    lines = self_check.checked(self_check.check_course, self_check.check_data)
    assert len(lines) == 2
    for line in lines:
        assert not line.ok
        assert "was installed without the course's folder" in line.text
    with pytest.raises(CourseError, match="without the course's folder"):
        recorded_rows.recorded_rows("01_scales_of_an_image")
