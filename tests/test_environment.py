"""The ways to install the course say the same, and `make` installs what they say."""

import os
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
    conda = requirements(
        line for line in environment()["dependencies"] if isinstance(line, str)
    )
    assert {name: conda[name] for name in conda if name not in CONDA_ONLY} == ours
    assert all(bounds.startswith(">=") for bounds in ours.values())
    assert conda["python"].startswith(project["requires-python"])


def test_environment_installs_the_course_itself_last():
    assert environment()["dependencies"][-1] == {"pip": ["-e ."]}
    assert environment()["channels"][0] == "conda-forge"


@pytest.mark.parametrize("name", ["environment.yml", "pyproject.toml"])
def test_every_package_has_its_reason_beside_it(name):
    text = (PROJECT_ROOT / name).read_text()
    lines = re.findall(r'^ +-? *"?[A-Za-z0-9_-]+>=[^,].*$', text, re.MULTILINE)
    lines = [line for line in lines if "python>=" not in line]
    assert len(lines) > 15
    assert [line for line in lines if "#" not in line] == []


needs_make = pytest.mark.skipif(shutil.which("make") is None, reason="needs make")


def make(folder, *arguments):
    # The make that runs the tests tells its children of itself: not these.
    env = {k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MAKELEVEL")}
    return subprocess.run(
        ["make", *arguments],
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@needs_make
def test_make_alone_lists_what_there_is():
    result = make(PROJECT_ROOT)
    assert result.returncode == 0
    for target in ("run", "course", "test", "lab", ".venv"):
        assert f"make {target} " in result.stdout


def script(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def checkout(tmp_path):
    """A repository without .venv, and a Python whose pip only writes down its calls."""
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(PROJECT_ROOT / name, tmp_path)
    script(
        tmp_path / "python",
        'case "$*" in\n'
        "  *version_info*) cat version;;\n"
        '  *"venv --clear"*) echo "$*" >> calls; rm -rf .venv; mkdir -p .venv/bin\n'
        "    cp python .venv/bin/python;;\n"
        '  *"pip install"*) echo "$*" >> calls\n'
        '    echo "  Downloading torch-1.whl (188.0 MB)"\n'
        '    echo "  Downloading small-1.whl (18 kB)"\n'
        '    echo "pip says why" >&2; exit $(cat pip-exit);;\n'
        "esac",
    )
    (tmp_path / "version").write_text("3.12\n")
    (tmp_path / "pip-exit").write_text("0")
    return tmp_path


def calls(folder):
    """Return the calls since the last time, such as ["venv", "pip"]."""
    path = folder / "calls"
    lines = path.read_text().splitlines() if path.exists() else []
    path.unlink(missing_ok=True)
    return [line.split()[1] for line in lines]


def install(folder):
    return make(folder, ".venv", "PYTHON=./python")


@needs_make
def test_make_installs_once_and_again_when_pyproject_changes(checkout):
    result = install(checkout)
    assert result.returncode == 0
    assert result.stderr == ""  # what pip says goes to the log
    assert "torch-1.whl (188.0 MB)" in result.stdout  # big ones are named
    assert "small-1.whl" not in result.stdout
    assert "small-1.whl" in (checkout / ".venv" / "install.log").read_text()
    assert result.stdout.endswith("Installed\n")
    assert calls(checkout) == ["venv", "pip"]
    assert install(checkout).returncode == 0
    assert calls(checkout) == []
    stamp = checkout / ".venv" / ".installed"
    os.utime(checkout / "pyproject.toml", ns=(stamp.stat().st_mtime_ns + 10**9,) * 2)
    assert install(checkout).returncode == 0
    assert calls(checkout) == ["pip"]


@needs_make
def test_an_installation_that_failed_starts_again(checkout):
    assert install(checkout).returncode == 0
    os.utime(checkout / "pyproject.toml", ns=(2 * 10**18,) * 2)
    (checkout / "pip-exit").write_text("1")
    result = install(checkout)
    assert result.returncode != 0
    assert "pip says why" in result.stderr
    assert "error: pip failed" in result.stderr
    assert calls(checkout) == ["venv", "pip", "pip"]
    (checkout / "pip-exit").write_text("0")
    assert install(checkout).returncode == 0
    assert calls(checkout) == ["venv", "pip"]


@needs_make
@pytest.mark.parametrize("version", ["3.8", "3.10", "2.7"])
def test_a_python_that_is_too_old_is_told_in_one_sentence(checkout, version):
    (checkout / "version").write_text(version)
    result = install(checkout)
    assert result.returncode != 0
    assert calls(checkout) == []
    sentence, *rest = result.stderr.splitlines()
    assert sentence.startswith("error: the course needs Python 3.11, 3.12 or 3.13")
    assert f"./python is {version}" in sentence
    assert all(line.startswith("make: ") for line in rest)


@needs_make
def test_a_python_that_does_not_run_is_passed_over(checkout, monkeypatch):
    """Nor is one that is too old taken; pyenv has shims for versions it has not."""
    script(checkout / "bin" / "python3", "echo 3.10")
    script(checkout / "bin" / "python3.11", "exit 127")
    shutil.copy(checkout / "python", checkout / "bin" / "python3.12")
    path = f"{checkout / 'bin'}{os.pathsep}{os.environ['PATH']}"
    monkeypatch.setenv("PATH", path)
    result = make(checkout, ".venv")
    assert result.returncode == 0
    assert "with Python 3.12" in result.stdout
    assert calls(checkout) == ["venv", "pip"]
