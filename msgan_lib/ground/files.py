"""Writing files so that nobody ever meets half a file, and locking them."""

import errno
import os
import tempfile
from pathlib import Path
from typing import IO

from msgan_lib.ground.errors import CourseError


def write_atomically(path: Path | str, content: bytes | str) -> None:
    """Write `content` to `path` in whole or not at all.

    The bytes go to a temporary file beside `path` and are moved over it only once they
    are on the disk: a killed process or a full disk leaves the old file as it was.
    Raises CourseError where the disk refuses.
    """
    path = Path(path)
    data = content.encode() if isinstance(content, str) else content
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp makes a private file; results are for everybody who may read the
        # folder.
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except OSError as error:
        raise CourseError(
            f"Could not write {path}: {error.strerror}; make room or choose another "
            "folder, then run the same command again."
        ) from error
    finally:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)


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
