"""Recorded results: a file with one JSON object a line, which is only ever added to.

A row is a result.json and the digest of its run: the same digest is the same run.
"""

import contextlib
import json
import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

from msgan_lib.ground.errors import CourseError
from msgan_lib.lesson.result_file import ResultError, check_result
from msgan_lib.recorded_rows import read_rows
from msgan_tools.run.locks import lock_file
from msgan_tools.run.provenance import NoRevision, find_revision

COMMITTED = "--record takes results of committed code only"
LOCK_SECONDS = 30.0  # to add a row takes milliseconds


class Record:
    """The rows of a file, and the way to add one."""

    def __init__(self, path: Path) -> None:
        """Read `path` if it is there; raises CourseError for a row that is not one."""
        self.path = path
        self.digests = {row.get("digest") for row in read_record(path)}
        self.seen = 0  # bytes of the file whose rows are in `digests` for certain

    def add(self, digest: str, result: Mapping[str, Any]) -> None:
        """Append a row unless it is there; whole and on the disk, or not at all.

        Raises CourseError for a result of uncommitted code, or if the disk refuses.
        """
        check_revision(result["revision"], f"the result of run {digest}")
        row = json.dumps({**result, "digest": digest}) + "\n"
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with open(self.path, "a+b") as file:
                _wait_for(file)  # two sweeps may share a file
                end = self._catch_up(file)
                if digest not in self.digests:
                    _append(file.fileno(), row.encode(), end)
        except OSError as error:
            raise CourseError(
                f"Could not add a row to {self.path}: {error.strerror}; make room or "
                "choose another file, then run the same command again."
            ) from error
        self.digests.add(digest)

    def _catch_up(self, file: IO[bytes]) -> int:
        """Read the rows that others added; return where the last whole row ends."""
        if file.seek(0, os.SEEK_END) < self.seen:  # somebody took rows out
            self.seen, self.digests = 0, set()
        file.seek(self.seen)
        content = file.read()
        end = content.rfind(b"\n") + 1
        for line in content[:end].splitlines():
            self.digests.add(json.loads(line).get("digest"))
        self.seen += end
        return self.seen


def _wait_for(file: IO[bytes]) -> None:
    until = time.monotonic() + LOCK_SECONDS
    while not lock_file(file, "--record"):
        if time.monotonic() > until:
            raise CourseError(
                f"Another command has held {file.name} for {LOCK_SECONDS:g} seconds; "
                "stop it, then run the same command again."
            )
        time.sleep(0.05)


def _append(handle: int, row: bytes, end: int) -> None:
    """Write `row` at `end`, where half a row of a power cut may begin."""
    try:
        os.ftruncate(handle, end)
        if os.write(handle, row) < len(row):
            raise OSError(28, os.strerror(28))
        os.fsync(handle)
    except OSError:
        with contextlib.suppress(OSError):
            os.ftruncate(handle, end)
        raise


def read_record(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a file, none if it is not there.

    Raises CourseError for a row that is not a result.
    """
    rows = read_rows(path) if path.exists() else []
    for number, row in enumerate(rows, start=1):
        try:
            check_result(row)
        except ResultError as error:
            raise CourseError(
                f"{path}, line {number}: this is no result ({error}); take the line "
                "out, then run the same command again."
            ) from None
    return rows


def check_clean() -> None:
    """Raise CourseError unless the work tree is as it was committed."""
    try:
        check_revision(find_revision(), "what would run now")
    except NoRevision as error:
        raise CourseError(f"{COMMITTED}, and {error}") from None


def check_revision(revision: str, what: str) -> None:
    """Raise CourseError for a revision that nobody can go back to."""
    if revision == "unknown" or revision.endswith("-dirty"):
        why = "was not committed; commit, then start again"
        if revision == "unknown":
            why = "names no commit, since git gave none or no `msgan run` made it; "
            why += "remove its folder, then start again"
        raise CourseError(f"{COMMITTED}, and {what} {why}.")
