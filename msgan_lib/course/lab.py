"""Copies the lessons for a student: `python -m msgan_lib.course.lab`."""

import os
import sys
from pathlib import Path

from msgan_lib import PROJECT_ROOT
from msgan_lib.errors import CourseError
from msgan_lib.files import write_atomically


def copy_lessons(lessons: Path, work: Path) -> tuple[list[str], list[str]]:
    """Copy the notebooks in `lessons` to `work`, never over a file that is there.

    Returns the names copied and the names kept. Raises CourseError where the disk
    refuses.
    """
    copied, kept = [], []
    for path in sorted(lessons.glob("[0-9][0-9]_*.ipynb")):
        if os.path.lexists(work / path.name):
            kept.append(path.name)
        else:
            write_atomically(work / path.name, path.read_bytes())
            copied.append(path.name)
    return copied, kept


def main() -> int:
    """Copy the lessons to `work/` and print what was done; return the exit code."""
    try:
        copied, kept = copy_lessons(PROJECT_ROOT / "notebooks", PROJECT_ROOT / "work")
    except CourseError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    for name in copied:
        print(f"work/{name}: copied")
    for name in kept:
        print(f"work/{name}: kept, it is yours (delete it to get a fresh copy)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
