"""Whole trees of processes: adopted, killed, and none left behind."""

import contextlib
import ctypes
import sys
from collections.abc import Iterable

import psutil

from msgan_lib.ground.processes import family, uninterrupted

PR_SET_CHILD_SUBREAPER = 36  # from Linux's <sys/prctl.h>


def adopt_orphans() -> None:
    """Become the parent of descendants that lose theirs, so none is lost (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)


def kill_children() -> None:
    """Kill all descendants of this process."""
    for child in psutil.Process().children():
        kill_tree(child.pid)


def kill_tree(pid: int, others: Iterable[psutil.Process] = ()) -> None:
    """Kill process `pid`, all its descendants and `others`, and wait for their end.

    Descendants with a session of their own, as Jupyter's kernels, are found too.
    `others` are those seen earlier: once its parent has died, nobody finds a child.
    """
    with uninterrupted():  # who was stopped and not killed would stay for ever
        _kill_tree(pid, others)


def _kill_tree(pid: int, others: Iterable[psutil.Process]) -> None:
    doomed = list(others)
    # Who is stopped starts no new process while we look for the rest.
    while new := [process for process in family(pid) if process not in doomed]:
        for process in new:
            with contextlib.suppress(psutil.Error):
                process.suspend()
        doomed += new
    for process in doomed:
        with contextlib.suppress(psutil.Error):
            process.kill()  # checks that the number was not given to another process
    psutil.wait_procs(doomed, timeout=5)
