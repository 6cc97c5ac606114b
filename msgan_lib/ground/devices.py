"""The device to compute on: what is asked for is tried before it is trusted.

Taught in lesson 00.
"""

import ctypes
import functools
import itertools
import os
import sys
from typing import TYPE_CHECKING

from msgan_lib.ground.errors import CourseError

if TYPE_CHECKING:
    import torch

VARIABLE = "MSGAN_DEVICE"  # what "auto" means, for whoever can't pass a device
KINDS = ("auto", "cpu", "cuda", "mps")


def choose_device(device: str = "auto") -> "torch.device":
    """Return the device to compute on: cpu, cuda, cuda:1 or mps.

    "auto" is what MSGAN_DEVICE says; where it says nothing, a CUDA GPU that computes,
    else the CPU, with a line if there is a GPU that does not. Apple's GPUs are left to
    those who name "mps": they lack operations of ours. Raises CourseError for a device
    of another name, and for one that is named and does not compute. Taught in lesson
    00.
    """
    import torch

    name = asked_for(device)
    if name != "auto":
        if problem := problem_of(name):
            raise CourseError(
                f"The device {name!r} can't be used: {problem}. Choose cpu, or auto."
            )
        return torch.device(name)
    return torch.device("cuda" if a_gpu_computes() else "cpu")


def asked_for(device: str = "auto") -> str:
    """Return the name of the device that is asked for, "auto" if none is.

    Raises CourseError for a name that is none.
    """
    name = device if device != "auto" else os.environ.get(VARIABLE) or "auto"
    kind, colon, index = name.partition(":")
    if kind not in KINDS or (colon and not (index.isdecimal() and kind == "cuda")):
        source = f" (from {VARIABLE})" if device == "auto" else ""
        raise CourseError(
            f"There is no device {name!r}{source}; choose {', '.join(KINDS)} or, among "
            "several GPUs, cuda:0, cuda:1 and so on."
        )
    return name


@functools.cache
def problem_of(device: str) -> str | None:
    """Return why a device can't train, in a sentence without its full stop, or None.

    It does one step of a small training: a GPU can be there and yet be too old for this
    PyTorch, taken by another program, or out of memory.
    """
    import torch
    import torch.nn.functional as F

    try:
        weight = torch.ones(2, 1, 3, 3, device=device, requires_grad=True)
        optimizer = torch.optim.SGD([weight], lr=1.0)
        F.conv2d(torch.ones(1, 1, 3, 3, device=device), weight).sum().backward()
        optimizer.step()
        if weight.detach().cpu().any():  # each was 1, and its gradient is 1
            return "it computes wrongly"
    except Exception as error:  # drivers fail in every way there is
        first = str(error).strip().partition("\n")[0].rstrip(".")
        return first or type(error).__name__
    return None


@functools.cache
def a_gpu_computes() -> bool:
    """Return whether there is a GPU that computes; say so once if it does not."""
    import torch

    if not torch.cuda.is_available():
        return False
    problem = problem_of("cuda")
    if problem:
        print(f"The GPU can't be used, so the CPU computes: {problem}.", flush=True)
    return problem is None


def device_in_effect(device: str = "auto") -> str:
    """Return the name of the device that choose_device takes: "cpu", "cuda", ...

    Where there is no driver for a GPU it does not load PyTorch, which takes seconds.
    """
    name = asked_for(device)
    if name == "cpu" or (name == "auto" and not _has_nvidia_driver()):
        return "cpu"
    return str(choose_device(name))


def _has_nvidia_driver() -> bool:
    try:
        ctypes.CDLL("nvcuda.dll" if sys.platform == "win32" else "libcuda.so.1")
    except OSError:
        return False
    return True


def device_of(network: "torch.nn.Module") -> "torch.device":
    """Return the device of a network's weights or buffers, the CPU without any."""
    import torch

    tensors = itertools.chain(network.parameters(), network.buffers())
    return next(tensors, torch.empty(0)).device


def device_name(device: str) -> str:
    """Return what to call a device, with the GPU's name: "cuda (NVIDIA A100)"."""
    if not device.startswith("cuda"):
        return device
    import torch

    return f"{device} ({torch.cuda.get_device_name(device)})"
