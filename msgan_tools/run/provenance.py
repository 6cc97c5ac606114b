"""Where a result comes from: the command that makes it again, and the commit."""

import hashlib
import json
import os
import shlex
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from msgan_lib import PROJECT_ROOT
from msgan_lib.ground.errors import CourseError

GIT_SECONDS = 60
KEPT = ("GIT_CONFIG", "GIT_CEILING")  # of git's variables: the user's settings
NO_CLONE = "the course is not under git; work in a git clone of it."
WHAT_TRAINS = ("msgan_lib", "msgan_tools", "notebooks", "pyproject.toml")
WHAT_RUNS = (*WHAT_TRAINS, "data/weights")


class NoRevision(CourseError):
    """There is no commit to name; the sentence says why and what to do."""


def command_line(
    notebook: str, parameters: Mapping[str, Any], device: str = "cpu"
) -> str:
    """Return the `msgan run` command that makes this result again."""
    words = ["msgan", "run", notebook, "--profile", parameters["profile"]]
    if device != "cpu":
        words += ["--device", device]
    for name, value in parameters.items():
        if name != "profile":
            text = value if isinstance(value, str) else json.dumps(value)
            words += ["-p", f"{name}={text}"]
    return shlex.join(words)


def revision(what: Sequence[str] = WHAT_RUNS) -> str:
    """Return the commit of this checkout as find_revision does, else "unknown"."""
    try:
        return find_revision(what)
    except NoRevision:
        return "unknown"


def find_revision(what: Sequence[str] = WHAT_RUNS) -> str:
    """Return the commit of this checkout.

    "-dirty" is added if anything that runs differs from the commit: the library, the
    notebooks, the list of packages or the weights. Recorded results, added after, do
    not count. Raises NoRevision where git gives no commit.
    """
    top, commit = _git("rev-parse", "--show-toplevel", "HEAD").splitlines()
    if Path(top).resolve() != PROJECT_ROOT:  # somewhere inside another repository
        raise NoRevision(NO_CLONE)
    return commit + ("" if _is_here(commit, what) else "-dirty")


def _is_here(commit: str, what: Sequence[str]) -> bool:
    """Say whether the files are those of a commit, byte by byte.

    `git status` would compare what the user's filters make of them.
    """
    committed = {}
    for entry in _git("ls-tree", "-rz", commit, "--", *what).split("\0")[:-1]:
        kind, _, path = entry.partition("\t")
        committed[path] = kind.split()[2]
    others = ("--cached", "--others", "--exclude-standard")
    here = _git("ls-files", "-z", *others, "--", *what).split("\0")[:-1]
    return set(here) == committed.keys() and all(
        _blob(PROJECT_ROOT / path, len(blob)) == blob
        for path, blob in committed.items()
    )


def _blob(path: Path, length: int) -> str | None:
    """Return git's name for the content of a file, None if it can't be read."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    kind = "sha1" if length == 40 else "sha256"
    return hashlib.new(kind, b"blob %d\0%b" % (len(content), content)).hexdigest()


def _git(*words: str) -> str:
    # A git that started us, for a hook say, has set variables for its own repository.
    env = {
        name: text
        for name, text in os.environ.items()
        if not name.startswith("GIT_") or name.startswith(KEPT)
    }
    try:
        done = subprocess.run(
            ["git", "-C", str(PROJECT_ROOT), *words],
            capture_output=True,
            timeout=GIT_SECONDS,
            env={**env, "LC_ALL": "C"},
        )
    except FileNotFoundError:
        raise NoRevision("git is not installed; install it.") from None
    except OSError as error:
        raise NoRevision(f"git does not start ({error.strerror}).") from None
    except subprocess.TimeoutExpired:
        raise NoRevision(f"git did not answer within {GIT_SECONDS} s.") from None
    if done.returncode:
        said = os.fsdecode(done.stderr)
        if "not a git repository" in said:
            raise NoRevision(NO_CLONE)
        said = "; ".join(line.strip() for line in said.splitlines() if line.strip())
        said = said.removeprefix("fatal: ").replace(":; ", ": ")
        raise NoRevision(f"git says: {said or done.returncode}.")
    return os.fsdecode(done.stdout)
