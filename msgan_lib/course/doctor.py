"""The self-check: is everything there that the course needs? (lesson 00)"""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import NamedTuple

from msgan_lib import PROJECT_ROOT
from msgan_lib.devices import choose_device, device_name, problem_of
from msgan_lib.errors import CourseError

FREE_GIGABYTES = 1.0  # checkpoints and executed notebooks of all lessons
OLDEST_PYTHON = (3, 11)


class Check(NamedTuple):
    """One line of the self-check."""

    ok: bool
    text: str  # what was found; if not ok, what to do about it

    def __str__(self) -> str:
        """Return the line that a person reads."""
        return f"{'[OK]  ' if self.ok else '[FAIL]'} {self.text}"


def self_check() -> list[Check]:
    """Check the environment and the data; nothing is changed, nothing raised."""
    every = (
        check_python,
        check_packages,
        # These compute something: a package can be there and yet not work.
        check_torch,
        check_device,
        check_torchvision,
        check_kernel,
        check_data,
        check_disk,
        information,
    )
    return [line for check in every for line in _guarded(check)]


def _guarded(check: Callable[[], list[Check]]) -> list[Check]:
    try:
        return check()
    except Exception as error:  # broken installations fail in every way there is
        what = check.__name__.removeprefix("check_")
        problem = f"{what} could not be checked ({error})"
        remedy = f"install the course's packages again: pip install -e {PROJECT_ROOT}"
        return [Check(False, f"{problem}; {remedy}")]


def check_python() -> list[Check]:
    """Is this Python new enough?"""
    found = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < OLDEST_PYTHON:
        return [Check(False, f"Python {found} is too old; install 3.11 or newer")]
    return [Check(True, f"Python {found} ({sys.executable})")]


def check_packages() -> list[Check]:
    """Is every required package there, in a version that pyproject.toml allows?"""
    from packaging.requirements import Requirement

    try:
        required = [Requirement(text) for text in requires("msgan_lib") or []]
    except PackageNotFoundError:
        return [
            Check(
                False, f"msgan_lib is not installed; run pip install -e {PROJECT_ROOT}"
            )
        ]
    checks = []
    for package in required:
        if package.marker and not package.marker.evaluate({"extra": ""}):
            continue
        wanted = f"{package.name}{package.specifier}"
        try:
            found = version(package.name)
        except PackageNotFoundError:
            checks.append(
                Check(False, f'{wanted} is missing; run pip install "{wanted}"')
            )
            continue
        if package.specifier.contains(found, prereleases=True):
            checks.append(Check(True, f"{package.name} {found}"))
        else:
            remedy = f'this course needs {wanted}; run pip install "{wanted}"'
            checks.append(Check(False, f"{package.name} is {found}; {remedy}"))
    return checks


def check_torch() -> list[Check]:
    """Does PyTorch compute?"""
    import torch

    product = torch.ones(2, 3) @ torch.ones(3, 2)
    if product.sum().item() != 12:
        return [Check(False, "PyTorch multiplies wrongly; install torch again")]
    return [Check(True, "PyTorch computes")]


def check_device() -> list[Check]:
    """Does the device compute that trainings would take, and is there a GPU?"""
    import torch

    try:
        chosen = device_name(str(choose_device()))
    except CourseError as error:
        return [Check(False, str(error).rstrip("."))]
    told = f"a step of training works on {chosen}"
    if torch.cuda.is_available() and not chosen.startswith("cuda"):
        told += f"; the GPU {torch.cuda.get_device_name()} is not used"
        if problem := problem_of("cuda"):
            told += f" ({problem})"
    elif chosen == "cpu":
        told += "; there is no GPU that PyTorch can use (none is needed)"
    return [Check(True, told)]


def check_torchvision() -> list[Check]:
    """Do torchvision's compiled operations fit this PyTorch?"""
    import torch
    from torchvision.ops import nms

    kept = nms(torch.tensor([[0.0, 0.0, 1.0, 1.0]]), torch.tensor([1.0]), 0.5)
    if kept.tolist() != [0]:
        return [Check(False, "torchvision does not fit PyTorch; install both again")]
    return [Check(True, "torchvision fits PyTorch")]


def check_kernel() -> list[Check]:
    """Is the Jupyter kernel `python3` this very Python?"""
    from jupyter_client.kernelspec import KernelSpecManager

    spec = KernelSpecManager().get_kernel_spec("python3")
    executable = spec.argv[0]
    if executable in ("python", "python3"):  # Jupyter then takes the one it runs in
        executable = sys.executable
    # Environments share one binary by links: their folders tell them apart.
    here = Path(os.path.abspath(sys.executable)).parent
    if Path(os.path.abspath(executable)).parent != here:
        problem = f"Jupyter's kernel python3 is {executable}, not this Python"
        remedy = f"remove its description in {spec.resource_dir}"
        return [Check(False, f"{problem} (`msgan run` is not affected); {remedy}")]
    return [Check(True, "Jupyter's kernel python3 is this Python")]


def check_data() -> list[Check]:
    """Are the files of MNIST whole, and those of Fashion-MNIST if they were fetched?"""
    from msgan_lib.datasets import DATASETS, data_folder, verify

    checks = []
    for dataset in DATASETS:
        if dataset != "mnist" and not data_folder(dataset).is_dir():
            continue
        problems = [problem for _, problem in verify(dataset) if problem]
        checks += [Check(False, problem) for problem in problems]
        if not problems:
            checks.append(Check(True, f"data of {dataset} are whole"))
    return checks


def check_disk() -> list[Check]:
    """Can results be written, and is there room for them?"""
    runs = PROJECT_ROOT / "runs"
    folder = runs if runs.exists() else PROJECT_ROOT
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        remedy = "make it writable or use msgan run --output-dir"
        return [Check(False, f"{runs} cannot be written ({error.strerror}); {remedy}")]
    free = shutil.disk_usage(folder).free / 1e9
    room = f"{free:.1f} GB free on the disk of {runs}"
    if free < FREE_GIGABYTES:
        room += f"; make room, {FREE_GIGABYTES:g} GB is needed"
    return [
        Check(True, f"{runs} can be written"),
        Check(free >= FREE_GIGABYTES, room),
    ]


def information() -> list[Check]:
    """Say what there is to compute with; nothing here can be wrong."""
    import psutil

    cores = psutil.cpu_count(logical=False) or os.cpu_count()
    memory = psutil.virtual_memory().total / 1e9
    return [Check(True, f"{cores} cores, {memory:.0f} GB of memory")]
