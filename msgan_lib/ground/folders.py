"""The folders in which the course reads and writes."""

import errno
import os
import tempfile
from pathlib import Path

from msgan_lib import PROJECT_ROOT
from msgan_lib.ground.errors import CourseError


def course_folder() -> Path:
    """Return the folder that holds notebooks/ and data/.

    Raises CourseError where the library was installed without it, as from a wheel.
    """
    if not (PROJECT_ROOT / "notebooks").is_dir():
        raise CourseError(
            f"The library in {PROJECT_ROOT / 'msgan_lib'} was installed without the "
            "course's folder, which holds lessons and data: run `pip install -e .` in "
            "a clone of the course, or, for the data alone, set MSGAN_DATA to the "
            "clone's folder data/."
        )
    return PROJECT_ROOT


def weights_folder() -> Path:
    """Return the folder of the weights that the course ships.

    It is `weights/` below MSGAN_DATA where there is one, else below `data/`.
    """
    elsewhere = os.environ.get("MSGAN_DATA")
    if elsewhere and Path(elsewhere, "weights").is_dir():
        return Path(elsewhere, "weights")
    return PROJECT_ROOT / "data" / "weights"


def runs_folder(*below: str) -> Path:
    """Return `runs/` of the course, or a folder below it: there results go.

    Who may not write there, because one installation serves a class, gets the same in
    a folder of his own: `~/msgan/runs`.
    """
    of_the_course = PROJECT_ROOT.joinpath("runs", *below)
    if (PROJECT_ROOT / "notebooks").is_dir() and _may_write(of_the_course):
        return of_the_course
    try:
        return Path.home().joinpath("msgan", "runs", *below)
    except RuntimeError:  # a user without a home
        return of_the_course


def _may_write(folder: Path) -> bool:
    """Try to write in `folder`, or where it would be made; no trace is left."""
    try:
        there = next(path for path in (folder, *folder.parents) if path.exists())
        with tempfile.TemporaryFile(dir=there):
            return True
    except OSError as error:
        # Anything else, such as a full disk, is not about who the user is.
        return error.errno not in (errno.EACCES, errno.EPERM, errno.EROFS)
