"""The self-check: is everything there that the course needs? (lesson 00)"""

import os
import shlex
import sys
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, requires, version
from typing import NamedTuple

from msgan_lib.ground.devices import choose_device, device_name, problem_of
from msgan_lib.ground.errors import CourseError
from msgan_lib.ground.folders import course_folder

OLDEST_PYTHON = (3, 11)


class Check(NamedTuple):
    """One line of the self-check."""

    ok: bool
    text: str  # what was found; if not ok, what to do about it

    def __str__(self) -> str:
        """Return the line that a person reads."""
        return f"{'[OK]  ' if self.ok else '[FAIL]'} {self.text}"


def self_check() -> list[Check]:
    """Check what a lesson needs; nothing is changed, nothing raised.

    `msgan doctor` does more.
    """
    return checked(
        check_python,
        check_course,
        check_packages,
        check_torch,
        check_device,
        check_data,
        information,
    )


def checked(*checks: Callable[[], list[Check]]) -> list[Check]:
    """Return the lines of all checks; one that raises has a line that says so."""
    return [line for check in checks for line in _guarded(check)]


def _guarded(check: Callable[[], list[Check]]) -> list[Check]:
    try:
        return check()
    except CourseError as error:  # a sentence with its remedy
        return [Check(False, str(error))]
    except Exception as error:  # broken installations fail in every way there is
        what = check.__name__.removeprefix("check_")
        problem = f"{what} could not be checked ({error})"
        remedy = f"install the course's packages again: {_install_command()}"
        return [Check(False, f"{problem}; {remedy}")]


def _install_command() -> str:
    return f"pip install -e {shlex.quote(str(course_folder()))}"


def check_python() -> list[Check]:
    """Is this Python new enough?"""
    number = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < OLDEST_PYTHON:
        return [Check(False, f"Python {number} is too old; install 3.11 or newer")]
    return [Check(True, f"Python {number} ({sys.executable})")]


def check_course() -> list[Check]:
    """Are lessons and data here, or the library alone?"""
    return [Check(True, f"the course is in {course_folder()}")]


def check_packages() -> list[Check]:
    """Is every required package there, in a version that pyproject.toml allows?"""
    from packaging.requirements import Requirement

    try:
        required = [Requirement(text) for text in requires("msgan_lib") or []]
    except PackageNotFoundError:
        return [Check(False, f"msgan_lib is not installed; run {_install_command()}")]
    checks = []
    for package in required:
        if package.marker and not package.marker.evaluate({"extra": ""}):
            continue
        wanted = f"{package.name}{package.specifier}"
        try:
            installed = version(package.name)
        except PackageNotFoundError:
            checks.append(
                Check(False, f'{wanted} is missing; run pip install "{wanted}"')
            )
            continue
        if package.specifier.contains(installed, prereleases=True):
            checks.append(Check(True, f"{package.name} {installed}"))
        else:
            remedy = f'this course needs {wanted}; run pip install "{wanted}"'
            checks.append(Check(False, f"{package.name} is {installed}; {remedy}"))
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
        told += "; no GPU was found, and none is needed"
    return [Check(True, told)]


def check_data() -> list[Check]:
    """Are the files of MNIST whole, and those of Fashion-MNIST if they were fetched?"""
    from msgan_lib.data import DATASETS, data_folder, verify

    checks = []
    for dataset in DATASETS:
        if dataset != "mnist" and not data_folder(dataset).is_dir():
            continue
        problems = [problem for _, problem in verify(dataset) if problem]
        checks += [Check(False, problem) for problem in problems]
        if not problems:
            checks.append(Check(True, f"data of {dataset} are whole"))
    return checks


def information() -> list[Check]:
    """Say what there is to compute with; nothing here can be wrong."""
    import psutil

    cores = psutil.cpu_count(logical=False) or os.cpu_count()
    memory = psutil.virtual_memory().total / 1e9
    return [Check(True, f"{cores} cores, {memory:.0f} GB of memory")]
