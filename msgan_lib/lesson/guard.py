"""What the checks of exercises put around a student's code: a limit, and a way back.

`within` ends what has no end, `kept` gives back what the code may have changed. Neither
holds off a person who wants to cheat in their own kernel; both keep later cells whole.
"""

import builtins
import contextlib
import ctypes
import math
import random
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

import numpy as np
import torch

AGAIN = 0.002  # seconds after which a code that swallows the end is ended again
_SHARED = (builtins, math, np, torch, torch.nn.functional, torch.Tensor)


class Overdue(BaseException):
    """The time is up. No Exception, so that `except Exception` lets it pass."""


class Interrupted(BaseException):
    """The person at the keyboard interrupts, not the code that runs."""


def within(seconds: float, call: Callable[[], Any]) -> Any:
    """Return `call()`; raises Overdue in it after so many seconds, until it ends.

    A Ctrl-C in between raises Interrupted. In the main thread, where the system has
    SIGALRM, a sleep ends too, and a bare `except:` does not help. Elsewhere (Windows,
    another thread) it ends as soon as the code is back in Python.
    """
    if not hasattr(signal, "SIGALRM") or (
        threading.current_thread() is not threading.main_thread()
    ):
        return _watched(seconds, call)
    traced = sys.gettrace()

    def unraisable(problem: Any) -> None:
        """Keep quiet of an Overdue where nothing can be raised, as in `__del__`."""
        if problem.exc_type is not Overdue:
            tell_unraisable(problem)

    def frames(frame: FrameType | None) -> list[FrameType]:
        """Return the frames of `call` to be ended; none while something is told."""
        inside = []
        while frame and frame.f_code is not within.__code__:
            inside.append(frame)
            frame = frame.f_back
        telling = any(each.f_code is unraisable.__code__ for each in inside)
        return [] if telling else inside

    def stop(frame: FrameType, event: str, argument: Any) -> Callable:
        if event == "line" and frames(frame):
            raise Overdue
        return stop

    def end(number: int, frame: FrameType | None) -> None:
        inside = frames(frame)
        if not inside:
            return  # it has ended just now
        for each in inside:  # an `except:` gets no further than its next line
            each.f_trace = stop
        sys.settrace(stop)
        raise Overdue

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise Interrupted

    tell_unraisable, sys.unraisablehook = sys.unraisablehook, unraisable
    alarm = signal.signal(signal.SIGALRM, end)
    typed = signal.getsignal(signal.SIGINT)
    if typed is signal.default_int_handler:
        signal.signal(signal.SIGINT, interrupt)
    timer = signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
    try:
        return call()
    finally:
        sys.settrace(traced)
        signal.setitimer(signal.ITIMER_REAL, *timer)
        signal.signal(signal.SIGALRM, alarm)
        sys.unraisablehook = tell_unraisable
        if typed is signal.default_int_handler:
            signal.signal(signal.SIGINT, typed)


def _watched(seconds: float, call: Callable[[], Any]) -> Any:
    """Return `call()`; a thread beside it raises Overdue in this one."""
    here = ctypes.c_ulong(threading.get_ident())
    raise_in = ctypes.pythonapi.PyThreadState_SetAsyncExc
    done = threading.Event()

    def watch() -> None:
        wait = seconds
        while not done.wait(wait):
            raise_in(here, ctypes.py_object(Overdue))
            wait = AGAIN

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        return call()
    finally:
        done.set()
        watcher.join()
        raise_in(here, None)  # one that was on its way


@contextlib.contextmanager
def kept(seed: int) -> Iterator[None]:
    """Seed every random stream; give back streams, modes and functions as they were.

    What is written to stderr, warnings too, goes to stdout: nbgrader gives no points to
    a cell that writes to stderr.
    """
    of_python, of_numpy = random.getstate(), np.random.get_state()  # noqa: NPY002
    shared = [dict(vars(owner)) for owner in _SHARED]
    dtype, learning = torch.get_default_dtype(), torch.is_grad_enabled()
    threads = torch.get_num_threads()
    out, err = sys.stdout, sys.stderr
    try:
        with torch.random.fork_rng([]), contextlib.redirect_stderr(sys.stdout):
            random.seed(seed)
            np.random.seed(seed % 2**32)  # noqa: NPY002 (what students may use)
            torch.manual_seed(seed)
            torch.set_num_threads(1)  # several wait long on a busy machine
            yield
    finally:
        _give_back(shared)
        sys.stdout, sys.stderr = out, err
        torch.set_default_dtype(dtype)
        torch.set_grad_enabled(learning)
        torch.set_num_threads(threads)
        random.setstate(of_python)
        np.random.set_state(of_numpy)  # noqa: NPY002


def _give_back(shared: list[dict[str, Any]]) -> None:
    """Put back what was written over, such as `torch.allclose`."""
    for owner, before in zip(_SHARED, shared, strict=True):
        now = dict(vars(owner))
        for name in now.keys() - before.keys() if isinstance(owner, type) else ():
            delattr(owner, name)  # hides an inherited one; a module's may be an import
        for name, value in before.items():
            if now.get(name) is not value:
                setattr(owner, name, value)
