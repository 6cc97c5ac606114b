"""Installs the course into `.venv/`: `make` runs this, no module imports it.

It runs before anything is installed, in the folder of the course, so it needs the
standard library alone: `python -I msgan_tools/install.py`.
"""

import errno
import fcntl
import hashlib
import json
import os
import re
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO, Any
from urllib.parse import unquote, urlsplit

ROOT = Path.cwd().resolve()
PYTHON = Path(".venv/bin/python")
LOG = Path(".venv/install.log")
# What is installed: the course of which folder, in which Python, with what packages.
# It says "unfinished" while pip is at work: a package that an interruption left half
# unpacked looks installed to pip, so then everything is made anew (from pip's cache).
STAMP = Path(".venv/.installed")
UNFINISHED = "unfinished"
PACKAGES = Path("pyproject.toml")  # whoever installs has a lock on it
PIP = "install --progress-bar off --disable-pip-version-check -e .[lab,dev,sweep]"

# Asks a Python which course it imports, and from which folder that was installed.
QUESTION = """
import json, sys
from importlib import metadata, util
try:
    import msgan_lib as library
except ImportError:
    library = None
try:
    url = metadata.distribution("msgan_lib").read_text("direct_url.json")
except metadata.PackageNotFoundError:
    url = None
print(json.dumps({
    "python": "%d.%d" % sys.version_info[:2],
    "pip": bool(util.find_spec("pip")),
    "library": library and library.__file__,
    "source": url and json.loads(url)["url"],
}))
"""


def main() -> int:
    """Install what is missing, one process at a time; return the exit code."""
    sys.stdout.reconfigure(line_buffering=True)
    try:
        if is_installed(ask()):
            return 0
        with PACKAGES.open("rb+") as lock:
            if take(lock) and is_installed(ask()):
                return 0  # by the process that had the lock
            return install(lock)
    except OSError as error:
        tell(
            f"{error.filename or ROOT}: {error.strerror}; make room, or clone the "
            "course into a folder of yours, then run the same command again."
        )
        return 1
    except KeyboardInterrupt:
        tell("stopped; the same command installs everything anew.")
        return 130


def ask() -> dict[str, Any] | None:
    """Return what .venv's Python answers to QUESTION; None where it does not run."""
    try:
        done = subprocess.run([PYTHON, "-I", "-c", QUESTION], capture_output=True)
        return json.loads(done.stdout)
    except (OSError, ValueError):
        return None


def is_installed(answer: dict[str, Any] | None) -> bool:
    """Is .venv what this folder and this Python ask for, and does its Python run?"""
    if not answer or not answer["library"] or not STAMP.exists():
        return False
    library = Path(answer["library"]).resolve()
    return STAMP.read_bytes() == stamp() and library.parent.parent == ROOT


def may_stay(answer: dict[str, Any] | None) -> bool:
    """Can pip work on with .venv, or must it be made anew?

    It stays where somebody made it by hand and installed a PyTorch of his choice, not
    if it came here with a folder that was moved or copied: its scripts name the other.
    """
    if not answer or answer["python"] != python_version():
        return False
    if STAMP.exists() and STAMP.read_text(errors="replace") == UNFINISHED:
        return False
    source = answer["source"]
    return not source or Path(unquote(urlsplit(source).path)).resolve() == ROOT


def stamp() -> bytes:
    """Return what STAMP holds once everything is installed."""
    packages = hashlib.sha256(PACKAGES.read_bytes()).hexdigest()
    return os.fsencode(f"{ROOT}\n{python_version()}\n{packages}\n")


def python_version() -> str:
    """Return this Python's version, such as 3.12."""
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def take(lock: IO[bytes]) -> bool:
    """Take the lock, waiting for who has it; return whether there are locks here."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno != errno.EWOULDBLOCK:
            print("No locks on this file system: start no second installation now")
            return False
        print("Another installation runs in this folder: waiting for its end")
        fcntl.flock(lock, fcntl.LOCK_EX)
    return True


def install(lock: IO[bytes]) -> int:
    """Make .venv unless it may stay, and have pip fill it; return the exit code."""
    # The children hold the lock too: it lasts until the last of them has ended.
    held = {"pass_fds": [lock.fileno()]}
    answer = ask()
    if not may_stay(answer):
        print(f"Making .venv with Python {python_version()}")
        make = [sys.executable, "-m", "venv", "--clear", ".venv"]
        if subprocess.run(make, **held).returncode:
            tell("no virtual environment could be made, see above.")
            return 1
    elif not answer["pip"]:  # a tool such as uv made it
        subprocess.run([PYTHON, "-m", "ensurepip"], stdout=subprocess.DEVNULL, **held)
    STAMP.write_text(UNFINISHED)
    print("Installing the course: a few minutes the first time")
    if run_pip(**held):
        sys.stderr.writelines(LOG.read_text(errors="replace").splitlines(True)[-20:])
        tell(
            f"pip failed, see above and {LOG}; once that is mended, run the same "
            "command again."
        )
        return 1
    STAMP.write_bytes(stamp())
    if not is_installed(ask()):
        STAMP.write_text(UNFINISHED)
        tell(f"pip ended well, and yet .venv does not have the course; see {LOG}.")
        return 1
    print("Installed")
    return 0


def run_pip(**held: Any) -> int:
    """Run pip, show big packages and the seconds; return pip's exit code."""
    start, ended = time.monotonic(), threading.Event()

    def count() -> None:
        while not ended.wait(20):
            print(f"  {time.monotonic() - start:.0f} s")

    threading.Thread(target=count, daemon=True).start()
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    pipe, both = subprocess.PIPE, subprocess.STDOUT
    command = [PYTHON, "-m", "pip", *PIP.split()]
    with (
        LOG.open("wb") as log,
        subprocess.Popen(
            command, env=environment, stdout=pipe, stderr=both, **held
        ) as pip,
    ):
        for line in pip.stdout:
            log.write(line)
            log.flush()
            text = line.decode(errors="replace").rstrip()
            if re.search(r"(Downloading|cached) (?!.*\.metadata).*\d [MG]B", text):
                print(text)
            elif text.startswith("Installing collected"):
                print("  unpacking all of them")
    ended.set()
    return pip.returncode


def tell(sentence: str) -> None:
    """Print what went wrong."""
    print(f"error: {sentence}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
