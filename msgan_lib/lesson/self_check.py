"""The self-check: is everything there that the course needs? (lesson 00)"""

import ast
import io
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import IO, NamedTuple

import msgan_lib
from msgan_lib.ground.devices import choose_device, device_name, problem_of
from msgan_lib.ground.errors import CourseError
from msgan_lib.ground.folders import course_folder, runs_folder

FREE_GIGABYTES = 1.0  # checkpoints and executed notebooks of all lessons
OLDEST_PYTHON = (3, 11)
KERNEL_SECONDS = 60  # to start, and to answer


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
        check_course,
        check_packages,
        # These do something: a package can be there and yet not work.
        check_torch,
        check_device,
        check_torchvision,
        check_statistics,
        check_pictures,
        check_kernel,
        check_data,
        check_disk,
        information,
    )
    return [line for check in every for line in _guarded(check)]


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
    found = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < OLDEST_PYTHON:
        return [Check(False, f"Python {found} is too old; install 3.11 or newer")]
    return [Check(True, f"Python {found} ({sys.executable})")]


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
        told += "; no GPU was found, and none is needed"
    return [Check(True, told)]


def check_torchvision() -> list[Check]:
    """Do torchvision's compiled operations fit this PyTorch?"""
    import torch
    from torchvision.ops import nms

    kept = nms(torch.tensor([[0.0, 0.0, 1.0, 1.0]]), torch.tensor([1.0]), 0.5)
    if kept.tolist() != [0]:
        return [Check(False, "torchvision does not fit PyTorch; install both again")]
    return [Check(True, "torchvision fits PyTorch")]


def check_statistics() -> list[Check]:
    """Do SciPy and scikit-image compute?"""
    import numpy as np
    from scipy.stats import ttest_1samp
    from skimage.feature import hog

    p_value = ttest_1samp([1.0, 2.0, 3.0], 2.0).pvalue
    if p_value != 1 or not np.isfinite(hog(np.eye(28))).all():
        problem = "SciPy or scikit-image computes wrongly; install both again"
        return [Check(False, problem)]
    return [Check(True, "SciPy and scikit-image compute")]


def check_pictures() -> list[Check]:
    """Does matplotlib draw, with letters?"""
    from matplotlib.figure import Figure

    figure, picture = Figure(), io.BytesIO()
    figure.suptitle("error in % of 10\N{SUPERSCRIPT TWO} images")
    figure.savefig(picture, format="png")
    return [Check(picture.tell() > 0, "matplotlib draws")]


def check_kernel() -> list[Check]:
    """Does the Jupyter kernel `python3` start, and is it this very Python?"""
    from IPython import get_ipython

    if hasattr(get_ipython(), "kernel"):  # a lesson: its kernel has started
        return [Check(True, f"this is a Jupyter kernel of {sys.executable}")]
    from jupyter_client.kernelspec import KernelSpecManager

    spec = KernelSpecManager().get_kernel_spec("python3")
    remedy = f"remove its description in {spec.resource_dir}"
    if Path(spec.resource_dir).is_relative_to(sys.prefix):
        remedy = "run pip install --force-reinstall ipykernel"
    remedy = f"{remedy} (`msgan run` is not affected)"
    who = f"Jupyter's kernel python3 ({spec.argv[0]})"
    try:
        prefix, library = _ask_kernel()
    except Exception as error:  # it ends, is silent, is no program
        problem = f"{who} does not start ({error})"
    else:
        there, here = (prefix, library or ""), (sys.prefix, msgan_lib.__file__)
        if [*map(os.path.realpath, there)] == [*map(os.path.realpath, here)]:
            return [Check(True, "Jupyter's kernel python3 starts and is this Python")]
        problem = f"{who} is not this Python: it is {prefix} and imports {library}"
    return [Check(False, f"{problem}; {remedy}")]


def _ask_kernel() -> tuple[str, str | None]:
    """Start the kernel; return its sys.prefix, and the file of the library there."""
    from jupyter_client.manager import start_new_kernel

    question = (
        "(lambda spec: (__import__('sys').prefix, spec and spec.origin))"
        "(__import__('importlib.util').util.find_spec('msgan_lib'))"
    )
    with tempfile.TemporaryDirectory() as folder:  # not where msgan_lib/ lies
        manager, client = start_new_kernel(
            startup_timeout=KERNEL_SECONDS,
            kernel_name="python3",
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            reply = client.execute(
                "",
                user_expressions={"answer": question},
                reply=True,
                timeout=KERNEL_SECONDS,
            )
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)
    answer = reply["content"]["user_expressions"]["answer"]
    return ast.literal_eval(answer["data"]["text/plain"])


def check_data() -> list[Check]:
    """Are the files of MNIST whole, and those of Fashion-MNIST if they were fetched?"""
    from msgan_lib.image_files import DATASETS, data_folder, verify

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
    """Can results be written and locked, and is there room for them?"""
    runs = runs_folder()
    folder = next(path for path in (runs, *runs.parents) if path.exists())
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            locks = _can_lock(file)
    except OSError as error:
        remedy = "make it writable or use msgan run --output-dir"
        return [Check(False, f"{runs} cannot be written ({error.strerror}); {remedy}")]
    free = shutil.disk_usage(folder).free / 1e9
    room = f"{free:.1f} GB free on the disk of {runs}"
    if free < FREE_GIGABYTES:
        room += f"; make room, {FREE_GIGABYTES:g} GB is needed"
    locked = f"files in {runs} can be locked"
    if not locks:
        locked = (
            f"the disk of {runs} has no locks, which keep two runs apart; use another "
            "disk with msgan run --output-dir"
        )
    return [
        Check(True, f"{runs} can be written"),
        Check(locks, locked),
        Check(free >= FREE_GIGABYTES, room),
    ]


def _can_lock(file: IO[bytes]) -> bool:
    try:
        import fcntl
    except ImportError:  # Windows locks everywhere
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def information() -> list[Check]:
    """Say what there is to compute with; nothing here can be wrong."""
    import psutil

    cores = psutil.cpu_count(logical=False) or os.cpu_count()
    memory = psutil.virtual_memory().total / 1e9
    return [Check(True, f"{cores} cores, {memory:.0f} GB of memory")]
