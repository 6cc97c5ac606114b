"""What `msgan doctor` checks: all that a lesson needs, and what runs and opens it."""

import ast
import io
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO

import msgan_lib
from msgan_lib.ground.folders import runs_folder
from msgan_lib.lesson import self_check
from msgan_lib.lesson.self_check import Check

FREE_GIGABYTES = 1.0  # checkpoints and executed notebooks of all lessons
KERNEL_SECONDS = 60  # to start, and to answer


def examine() -> list[Check]:
    """Check the environment and the data; nothing is changed, nothing raised."""
    return self_check.checked(
        self_check.check_python,
        self_check.check_course,
        self_check.check_packages,
        # These do something: a package can be there and yet not work.
        self_check.check_torch,
        self_check.check_device,
        check_torchvision,
        check_statistics,
        check_pictures,
        check_kernel,
        self_check.check_data,
        check_disk,
        self_check.information,
    )


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
