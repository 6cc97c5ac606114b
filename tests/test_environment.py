"""The ways to install the course say the same."""

import re
import shutil
import subprocess
import tomllib

import pytest
import yaml

from msgan_lib import PROJECT_ROOT

# Packages that conda-forge has under another name. A GPU is not needed, and matplotlib
# without its window toolkit is enough for notebooks.
CONDA_NAMES = {"torch": "pytorch-cpu", "matplotlib": "matplotlib-base"}
CONDA_ONLY = {"python", "pip"}

REQUIREMENT = re.compile(r"([A-Za-z0-9_.-]+)\s*(.*)")


def requirements(lines):
    """Return {name: bounds} of lines such as `torch>=2.9`."""
    pairs = [REQUIREMENT.fullmatch(line).groups() for line in lines]
    found = {re.sub(r"[-_.]+", "-", name).lower(): bounds for name, bounds in pairs}
    assert len(found) == len(pairs), "a package is named twice"
    return found


def pyproject():
    return tomllib.loads((PROJECT_ROOT / "pyproject.toml").read_text())["project"]


def environment():
    return yaml.safe_load((PROJECT_ROOT / "environment.yml").read_text())


def test_environment_and_pyproject_name_the_same_packages():
    project = pyproject()
    lines = [*project["dependencies"]]
    for extra in project["optional-dependencies"].values():
        lines += extra
    ours = {
        CONDA_NAMES.get(name, name): bounds
        for name, bounds in requirements(lines).items()
    }
    *conda, by_pip = environment()["dependencies"]
    conda = requirements(conda + by_pip["pip"][:-1])
    assert {name: conda[name] for name in conda if name not in CONDA_ONLY} == ours
    assert all(bounds.startswith(">=") for bounds in ours.values())
    assert conda["python"].startswith(project["requires-python"])


def test_environment_installs_the_course_itself_last():
    assert environment()["dependencies"][-1]["pip"][-1] == "-e ."
    assert environment()["channels"][0] == "conda-forge"


@pytest.mark.parametrize("name", ["environment.yml", "pyproject.toml"])
def test_every_package_has_its_reason_beside_it(name):
    text = (PROJECT_ROOT / name).read_text()
    lines = re.findall(r'^ +-? *"?[A-Za-z0-9_-]+>=[^,].*$', text, re.MULTILINE)
    lines = [line for line in lines if "python>=" not in line]
    assert len(lines) > 15
    assert [line for line in lines if "#" not in line] == []


@pytest.mark.skipif(shutil.which("make") is None, reason="needs make")
def test_make_alone_lists_what_there_is():
    result = subprocess.run(
        ["make"], cwd=PROJECT_ROOT, capture_output=True, text=True, check=True
    )
    for target in ("run", "course", "test", "lab", ".venv"):
        assert f"make {target} " in result.stdout
