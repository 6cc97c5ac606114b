"""Processes: one that dies with its parent, and what a tree of them has used."""

import contextlib
import ctypes
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

import psutil

PR_SET_PDEATHSIG = 1  # from Linux's <sys/prctl.h>


class Usage(NamedTuple):
    """What a process and its descendants have used."""

    cpu: float  # seconds of all of them, those that ended among them
    memory: int  # bytes of those alive (resident; shared pages count for each)


def die_with_parent(
    parent: int | None = None, *, first: Callable[[], None] | None = None
) -> None:
    """End this process as soon as process `parent` (default: its parent) is gone.

    Holds even when the parent gets SIGKILL. Linux signals at once, when the *thread*
    that started this process ends; elsewhere a thread looks once a second. Give
    `parent` where it may have died before this call. With `first`, to be called before
    the end, call this in the main thread: it handles SIGTERM.
    """
    parent = os.getppid() if parent is None else parent

    def end() -> None:
        if first:
            first()
        os._exit(1)

    def terminate(how: int, _: object) -> None:
        first()
        # The signal itself ends us, so that our parent sees what it was.
        signal.signal(how, signal.SIG_DFL)
        os.kill(os.getpid(), how)

    def watch() -> None:
        with contextlib.suppress(psutil.NoSuchProcess):
            watched = psutil.Process(parent)
            # Windows keeps the number of a parent that is gone. There the python.exe
            # of a virtual environment stands in between: `parent` is a grandparent.
            while watched.is_running() and (os.name == "nt" or os.getppid() == parent):
                time.sleep(1)
        end()

    if sys.platform == "linux":
        how = signal.SIGTERM if first else signal.SIGKILL
        if first:
            signal.signal(how, terminate)
        if ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, how) == 0:
            if os.getppid() != parent:
                end()
            return
    threading.Thread(target=watch, daemon=True).start()


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


def family(pid: int) -> list[psutil.Process]:
    """Return process `pid` and all its descendants that live; none if it is gone."""
    try:
        root = psutil.Process(pid)
        return [root, *root.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def tree_usage(process: psutil.Process) -> Usage:
    """Return the CPU seconds and the memory of `process` and its descendants."""
    cpu, memory = 0.0, 0
    for member in family(process.pid):
        with contextlib.suppress(psutil.Error):
            # A child's time moves to children_* of its parent when it has ended.
            cpu += sum(member.cpu_times()[:4])
            memory += member.memory_info().rss
    return Usage(cpu, memory)
