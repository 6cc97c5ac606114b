"""Locked files keep two commands apart."""

import errno
import os
from pathlib import Path
from typing import IO

from msgan_lib.ground.errors import CourseError


def lock_file(file: IO, option: str) -> bool:
    """Lock an open file at once; return False if another process has locked it.

    Raises CourseError where there are no locks; `option` chooses another place.
    """
    try:
        if os.name == "nt":
            import msvcrt

            busy = (errno.EACCES, errno.EDEADLK)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            busy = (errno.EWOULDBLOCK, errno.EAGAIN)
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in busy:
            return False
        raise CourseError(
            f"The file system of {Path(file.name).parent} cannot lock files "
            f"({error.strerror}), and only locks keep two commands apart; choose a "
            f"place on another one with {option}."
        ) from None
    return True
