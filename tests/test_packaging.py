"""The wheel: what is in it, and what it says where the course's folder is missing."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from msgan_lib import PROJECT_ROOT

pytestmark = pytest.mark.slow

PACKAGES = ("msgan_lib", "msgan_tools")
BUILD = "from setuptools.build_meta import build_wheel; print(build_wheel({!r}))"
# What pip makes of `[project.scripts]`: the command.
COMMAND = """
from importlib.metadata import distribution
import msgan_tools
print(msgan_tools.__file__)
(command,) = distribution("msgan_lib").entry_points
assert command.name == "msgan"
command.load()()
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The folder into which a wheel was unpacked, built from the packages alone."""
    course, outside = tmp_path_factory.mktemp("course"), tmp_path_factory.mktemp("out")
    for name in PACKAGES:
        without = shutil.ignore_patterns("__pycache__")
        shutil.copytree(PROJECT_ROOT / name, course / name, ignore=without)
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(PROJECT_ROOT / name, course)
    words = [sys.executable, "-c", BUILD.format(str(outside))]
    subprocess.run(words, cwd=course, check=True, capture_output=True)
    (built,) = outside.glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        archive.extractall(outside / "target")
    return outside / "target"


def test_a_wheel_holds_both_packages_their_data_and_nothing_else(wheel):
    ours = {path for each in PACKAGES for path in files(PROJECT_ROOT / each)}
    expected = {path.relative_to(PROJECT_ROOT) for path in ours}
    assert {path.relative_to(wheel) for path in files(wheel)} == expected
    assert Path("msgan_lib/training/recipes.yaml") in expected


def files(folder):
    return {path for kind in ("py", "yaml") for path in folder.rglob(f"*.{kind}")}


def test_the_command_of_a_wheel_starts(wheel):
    done = run(wheel, "-c", COMMAND, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    where, usage = done.stdout.splitlines()[:2]
    assert where == str(wheel / "msgan_tools" / "__init__.py")
    assert usage.startswith("Usage: msgan")


def run(wheel, *words, **environment):
    env = {k: v for k, v in os.environ.items() if not k.startswith("MSGAN_")}
    env["PYTHONPATH"] = os.pathsep.join([str(wheel), env["PYTHONPATH"]])
    return subprocess.run(
        [sys.executable, *words],
        cwd=wheel.parent,
        env=env | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    "words",
    [
        "msgan_tools.lab",
        "msgan_tools.cli data verify",
        "msgan_tools.cli data fetch fashion-mnist",
        "msgan_tools.cli weights list",
        "msgan_tools.cli run",
        "msgan_tools.cli run 14_full_training",
        "msgan_tools.cli notebooks check",
        "msgan_tools.cli notebooks build",
    ],
)
def test_a_library_without_its_course_says_so(wheel, words):
    done = run(wheel, "-m", *words.split())
    assert done.returncode == 1
    (sentence,) = done.stderr.splitlines()
    assert sentence.startswith(f"error: The library in {wheel / 'msgan_lib'} was inst")
    assert "`pip install -e .` in a clone" in sentence
    assert "MSGAN_DATA" in sentence
    assert {path.suffix for path in wheel.parent.iterdir()} == {"", ".whl"}


def test_a_library_without_its_course_may_have_the_data_elsewhere(wheel):
    for command in ("data", "weights"):
        words = ["-m", "msgan_tools.cli", command, "verify"]
        done = run(wheel, *words, MSGAN_DATA=str(PROJECT_ROOT / "data"))
        assert (done.returncode, done.stderr) == (0, "")
