"""Copies the lessons for a student: `python -m msgan_tools.lab [FOLDER]`."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from msgan_lib.ground.errors import CourseError
from msgan_lib.ground.files import write_atomically
from msgan_lib.ground.folders import course_folder
from msgan_tools.terminal import print_anything

COMMAND = "python -m msgan_tools.lab FOLDER"


def copy_lessons(lessons: Path, work: Path) -> tuple[list[str], list[str]]:
    """Copy the notebooks in `lessons` to `work`, never over a file that is there.

    Returns the names copied and the names kept. Raises CourseError where there is no
    lesson or the disk refuses.
    """
    copied, kept = [], []
    paths = sorted(lessons.glob("[0-9][0-9]_*.ipynb"))
    if not paths:
        raise CourseError(
            f"There are no lessons in {lessons}; bring them back with "
            "`git checkout -- notebooks`."
        )
    for path in paths:
        if os.path.lexists(work / path.name):
            kept.append(path.name)
        else:
            write_atomically(work / path.name, path.read_bytes())
            copied.append(path.name)
    return copied, kept


def main(arguments: Sequence[str] = ()) -> int:
    """Copy the lessons to a folder, `work/` of the course if none is named.

    Prints what was done; returns the exit code.
    """
    if len(arguments) > 1 or any(word.startswith("-") for word in arguments):
        print(f"usage: {COMMAND.replace('FOLDER', '[FOLDER]')}", file=sys.stderr)
        return 2
    named = "".join(arguments)
    try:
        course = course_folder()
        work = Path(os.path.expanduser(named)) if named else course / "work"
        copied, kept = copy_lessons(course / "notebooks", work)
    except CourseError as error:
        print(f"error: {error}", file=sys.stderr)
        if isinstance(error.__cause__, OSError):  # it could not be written
            where = f"make lab WORK=FOLDER, or {COMMAND}"
            print(f"  another folder: {where}", file=sys.stderr)
        return 1
    shown = Path(named or work.name)
    for name in copied:
        print(f"{shown / name}: copied")
    for name in kept:
        print(f"{shown / name}: kept, it is yours (delete it to get a fresh copy)")
    return 0


if __name__ == "__main__":
    print_anything()
    sys.exit(main(sys.argv[1:]))
