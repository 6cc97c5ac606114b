"""What a command does with its terminal: Ctrl-C, and characters that it lacks."""

import signal
import sys
import threading


def interrupt_once() -> None:
    """Let the first Ctrl-C raise KeyboardInterrupt, and ignore those after it.

    Whoever presses it again while children are being killed would stop that.
    """
    if (
        threading.current_thread() is not threading.main_thread()
        or signal.getsignal(signal.SIGINT) is not signal.default_int_handler
    ):
        return  # Ctrl-C is somebody else's business, or ignored

    def interrupt(*_: object) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, interrupt)


def print_anything() -> None:
    """Let stdout and stderr write every character, as \\u4e2d where they lack it."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
