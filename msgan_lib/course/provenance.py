"""Where a result comes from: the command, the commit, the versions, the processor."""

import json
import platform
import re
import shlex
import subprocess
import sys
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from msgan_lib import PROJECT_ROOT
from msgan_lib.devices import device_in_effect, device_name

PACKAGES = ("torch", "torchvision", "numpy", "msgan_lib")


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


def versions() -> dict[str, str]:
    """Return the versions on which the bits of a result depend, and what computed it.

    Processors of one name can differ in their vector instructions, such as AVX2 and
    AVX512, and then in the last digits: PyTorch says which it uses.
    """
    import torch

    found = {"python": platform.python_version()}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "unknown"
    return {
        **found,
        "platform": platform.platform(),
        "processor": processor(),
        "instructions": torch.backends.cpu.get_cpu_capability(),
        "device": device_name(device_in_effect()),
    }


def processor() -> str:
    """Return the processor's name."""
    if sys.platform == "linux":
        try:
            text = Path("/proc/cpuinfo").read_text()
        except OSError:
            text = ""
        if match := re.search(r"^model name\s*:\s*(.+)$", text, re.MULTILINE):
            return match[1]
    return platform.processor() or platform.machine()


def revision() -> str:
    """Return the commit of this checkout, "unknown" without git.

    "-dirty" is added if anything that runs differs from the commit: the library, the
    notebooks or the list of packages. Recorded results, added after, do not count.
    """

    def git(*words: str) -> str:
        command = ["git", "-C", str(PROJECT_ROOT), *words]
        return subprocess.run(
            command, capture_output=True, text=True, check=True, timeout=10
        ).stdout

    try:
        top, commit = git("rev-parse", "--show-toplevel", "HEAD").splitlines()
        changes = git(
            "status", "--porcelain", "--", "msgan_lib", "notebooks", "pyproject.toml"
        )
    except (OSError, ValueError, subprocess.SubprocessError):
        return "unknown"
    if Path(top).resolve() != PROJECT_ROOT:
        return "unknown"  # installed somewhere inside another repository
    return commit + ("-dirty" if changes.strip() else "")
