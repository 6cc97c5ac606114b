"""Child processes for tests: one that runs some code, and whether one has ended."""

import contextlib
import subprocess
import sys
import time

import psutil

SLEEP = "import time; time.sleep(20)"


def python(code, **options):
    return subprocess.Popen([sys.executable, "-c", code], text=True, **options)


def gone(pid, seconds=5.0):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(psutil.NoSuchProcess):
            if psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
                time.sleep(0.05)
                continue
        return True
    return False
