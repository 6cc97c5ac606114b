"""Writing files so that nobody ever meets half a file."""

import os
import tempfile
from pathlib import Path

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
