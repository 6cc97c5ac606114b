"""On what the bits of a result depend: versions, the processor, the device."""

import platform
import re
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from msgan_lib.ground.devices import device_in_effect, device_name

PACKAGES = ("torch", "torchvision", "numpy", "msgan_lib")


def versions() -> dict[str, str]:
    """Return the versions on which the bits of a result depend, and what computed it.

    Processors of one name can differ in their vector instructions, such as AVX2 and
    AVX512, and then in the last digits: PyTorch says which it uses, where anything
    loaded it. Loading it for that alone would take seconds.
    """
    of_packages = {}
    for package in PACKAGES:
        try:
            of_packages[package] = version(package)
        except PackageNotFoundError:
            of_packages[package] = "unknown"
    told = {
        "python": platform.python_version(),
        **of_packages,
        "platform": platform.platform(),
        "processor": processor(),
        "device": device_name(device_in_effect()),
    }
    if torch := sys.modules.get("torch"):
        told["instructions"] = torch.backends.cpu.get_cpu_capability()
    return told


def processor() -> str:
    """Return the processor's name."""
    if sys.platform == "linux":
        try:
            text = Path("/proc/cpuinfo").read_text("utf-8", "replace")
        except OSError:
            text = ""
        if match := re.search(r"^model name\s*:\s*(.+)$", text, re.MULTILINE):
            return match[1]
    return platform.processor() or platform.machine()
