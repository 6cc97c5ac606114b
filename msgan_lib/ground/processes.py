"""Processes that leave nothing behind: dying with the parent, killing a whole tree."""

import contextlib
import ctypes
import os
import signal
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import psutil

# From Linux's <sys/prctl.h>.
PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36


class Usage(NamedTuple):
    """What a process and its descendants have used."""

    cpu: float  # seconds of all of them, those that ended among them
    memory: int  # bytes of those alive (resident; shared pages count for each)


def die_with_parent(parent: int | None = None, *, with_children: bool = False) -> None:
    """End this process as soon as process `parent` (default: its parent) is gone.

    Holds even when the parent gets SIGKILL. Linux signals at once, when the *thread*
    that started this process ends; elsewhere a thread looks once a second. Give
    `parent` where it may have died before this call. `with_children` kills all
    descendants too (call it in the main thread: it handles SIGTERM).
    """
    parent = os.getppid() if parent is None else parent
    if sys.platform == "linux":
        how = signal.SIGTERM if with_children else signal.SIGKILL
        if with_children:
            signal.signal(how, _terminate)
        if ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, how) == 0:
            if os.getppid() != parent:
                _end(with_children)
            return
    threading.Thread(target=_watch, args=(parent, with_children), daemon=True).start()


def _terminate(how: int, _: object) -> None:
    kill_children()
    # The signal itself ends us, so that our parent sees what it was.
    signal.signal(how, signal.SIG_DFL)
    os.kill(os.getpid(), how)


def _watch(parent: int, with_children: bool) -> None:
    with contextlib.suppress(psutil.NoSuchProcess):
        watched = psutil.Process(parent)
        # Windows keeps the number of a parent that is gone. There the python.exe of a
        # virtual environment stands in between, so `parent` may be a grandparent.
        while watched.is_running() and (os.name == "nt" or os.getppid() == parent):
            time.sleep(1)
    _end(with_children)


def _end(with_children: bool) -> None:
    if with_children:
        kill_children()
    os._exit(1)


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """Put off Ctrl-C until this block is done."""
    if threading.current_thread() is not threading.main_thread():
        yield  # no other thread is ever interrupted
        return
    came: list[int] = []
    before = signal.signal(signal.SIGINT, lambda *_: came.append(1))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if came and callable(before):
        before(signal.SIGINT, None)


def adopt_orphans() -> None:
    """Become the parent of descendants that lose theirs, so none is lost (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)


def kill_children() -> None:
    """Kill all descendants of this process."""
    for child in psutil.Process().children():
        kill_tree(child.pid)


def family(pid: int) -> list[psutil.Process]:
    """Return process `pid` and all its descendants that live; none if it is gone."""
    try:
        root = psutil.Process(pid)
        return [root, *root.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def kill_tree(pid: int, others: Iterable[psutil.Process] = ()) -> None:
    """Kill process `pid`, all its descendants and `others`, and wait for their end.

    Descendants with a session of their own, as Jupyter's kernels, are found too.
    `others` are those seen earlier: once its parent has died, nobody finds a child.
    """
    with uninterrupted():  # who was stopped and not killed would stay for ever
        _kill_tree(pid, others)


def _kill_tree(pid: int, others: Iterable[psutil.Process]) -> None:
    found = list(others)
    # Who is stopped starts no new process while we look for the rest.
    while new := [process for process in family(pid) if process not in found]:
        for process in new:
            with contextlib.suppress(psutil.Error):
                process.suspend()
        found += new
    for process in found:
        with contextlib.suppress(psutil.Error):
            process.kill()  # checks that the number was not given to another process
    psutil.wait_procs(found, timeout=5)


def tree_usage(process: psutil.Process) -> Usage:
    """Return the CPU seconds and the memory of `process` and its descendants."""
    cpu, memory = 0.0, 0
    for member in family(process.pid):
        with contextlib.suppress(psutil.Error):
            # A child's time moves to children_* of its parent when it has ended.
            cpu += sum(member.cpu_times()[:4])
            memory += member.memory_info().rss
    return Usage(cpu, memory)
