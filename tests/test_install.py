"""`make .venv` with real environments and a pip that installs the course alone."""

import errno
import os
import shutil
import signal
import subprocess
import sys
import time

import pytest

from msgan_lib import PROJECT_ROOT

pytest.importorskip("fcntl")
from msgan_tools import install as module

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("make") is None, reason="needs make"),
]

VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"

# What stands in for `python`: its environments hold the pip below.
PYTHON = f"""#!/bin/sh
case "$*" in
  *version_info*) cat '{{here}}/version';;
  *"-m venv"*)
    echo venv >> calls
    '{sys.executable}' -m venv --without-pip --clear .venv || exit
    cp -r '{{here}}/pip' .venv/lib/python{VERSION}/site-packages/;;
  *install.py) exec '{sys.executable}' -I -c 'import runpy, sys
sys.executable = "{{here}}/python"
runpy.run_path("msgan_tools/install.py", run_name="__main__")';;
esac
"""
PIP = """
import os, pathlib, sys, sysconfig, time
here = pathlib.Path.cwd()
with open("calls", "a") as calls:
    print("pip", file=calls)
print("  Downloading torch-1.whl (188.0 MB)")
print("  Downloading small-1.whl (18 kB)")
print("  Downloading big-1.whl.metadata (1 MB)")
if (here / "wait").exists():
    (here / "started").touch()
    while (here / "wait").exists():
        time.sleep(0.02)
print("pip says why", file=sys.stderr)
if (here / "fail").exists():
    sys.exit(1)
packages = pathlib.Path(sysconfig.get_path("purelib"))
(packages / "course.pth").write_text(str(here))
info = packages / "msgan_lib-0.1.0.dist-info"
info.mkdir(exist_ok=True)
(info / "METADATA").write_text("Metadata-Version: 2.1\\nName: msgan_lib\\n")
(info / "direct_url.json").write_text('{"url": "%s"}' % here.as_uri())
msgan = here / ".venv/bin/msgan"
code = "import msgan_lib; print(msgan_lib.__file__)"
msgan.write_text(f"#!/bin/sh\\nexec '{here}/.venv/bin/python' -I -c '{code}'\\n")
msgan.chmod(0o755)
"""


@pytest.fixture
def course(tmp_path):
    """A clone without .venv: its library is one empty module and what installs it."""
    (tmp_path / "pip").mkdir()
    for name, text in (("__init__", ""), ("__main__", PIP)):
        (tmp_path / "pip" / f"{name}.py").write_text(text)
    (tmp_path / "python").write_text(PYTHON.format(here=tmp_path))
    (tmp_path / "python").chmod(0o755)
    (tmp_path / "version").write_text(VERSION)
    # A name that must be quoted, in the shell and in an address.
    clone = tmp_path / "a cöurse"
    (clone / "msgan_lib").mkdir(parents=True)
    (clone / "msgan_tools").mkdir()
    (clone / "msgan_lib" / "__init__.py").touch()
    for name in ("Makefile", "pyproject.toml", "msgan_tools/install.py"):
        shutil.copy(PROJECT_ROOT / name, clone / name)
    return clone


def start(course, *arguments):
    # The make that runs the tests tells its children of itself: not these.
    env = {k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MAKELEVEL")}
    return subprocess.Popen(
        ["make", ".venv", *arguments],
        cwd=course,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def install(course, *arguments):
    """Run `make .venv`: (exit code, stdout, stderr)."""
    arguments = arguments or (f"PYTHON={course.parent / 'python'}",)
    process = start(course, *arguments)
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err


def calls(course):
    """Return the calls since the last time, such as ["venv", "pip"]."""
    path = course / "calls"
    lines = path.read_text().splitlines() if path.exists() else []
    path.unlink(missing_ok=True)
    return lines


def library_of(course):
    """Return the library that the course's command runs."""
    run = [course / ".venv" / "bin" / "msgan"]
    return subprocess.run(run, capture_output=True, text=True, check=True).stdout


def own_library(course):
    return f"{course / 'msgan_lib' / '__init__.py'}\n"


def test_make_installs_once_and_again_when_pyproject_changes(course):
    code, out, err = install(course)
    assert (code, err) == (0, "")  # what pip says goes to the log
    assert "torch-1.whl (188.0 MB)" in out  # big ones are named
    assert "small-1.whl" not in out
    assert "metadata" not in out
    assert "small-1.whl" in (course / ".venv" / "install.log").read_text()
    assert out.endswith("Installed\n")
    assert calls(course) == ["venv", "pip"]
    assert install(course) == (0, "", "")
    assert install(course, "PYTHON=") == (0, "", "")  # found without being named
    assert calls(course) == []
    with (course / "pyproject.toml").open("a") as file:
        file.write("# another package\n")
    assert install(course)[0] == 0
    assert calls(course) == ["pip"]


def test_an_installation_that_failed_starts_again(course):
    assert install(course)[0] == 0
    (course / ".venv" / ".installed").unlink()
    (course / "fail").touch()
    code, _, err = install(course)
    assert code != 0
    assert "pip says why" in err
    assert "error: pip failed" in err
    assert "Traceback" not in err
    assert calls(course) == ["venv", "pip", "pip"]
    (course / "fail").unlink()
    assert install(course)[0] == 0
    assert calls(course) == ["venv", "pip"]


@pytest.mark.parametrize("how", [shutil.move, shutil.copytree])
def test_a_clone_that_was_moved_or_copied_gets_an_environment_of_its_own(course, how):
    assert install(course)[0] == 0
    other = course.parent / "elsewhere"
    how(course, other)
    calls(other)
    assert install(other)[0] == 0
    assert calls(other) == ["venv", "pip"]
    assert library_of(other) == own_library(other)
    if course.exists():
        assert library_of(course) == own_library(course)


def test_a_python_that_is_gone_or_another_one_means_an_environment_anew(course):
    assert install(course)[0] == 0
    calls(course)
    python = course / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to(course / "gone")
    assert install(course)[0] == 0
    assert calls(course) == ["venv", "pip"]
    stamp = course / ".venv" / ".installed"
    stamp.write_text(stamp.read_text().replace(VERSION, "3.10"))
    assert install(course)[0] == 0
    assert calls(course) == ["pip"]


def test_an_environment_made_by_hand_is_filled_not_wiped(course):
    command = [course.parent / "python", "-m", "venv", "--clear", ".venv"]
    subprocess.run(command, cwd=course, check=True)
    torch = course / ".venv" / "torch_for_cpus"
    torch.touch()
    assert calls(course) == ["venv"]
    assert install(course)[0] == 0
    assert calls(course) == ["pip"]
    assert torch.exists()


def wait_for(path):
    end = time.monotonic() + 30
    while not path.exists():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_second_installation_waits_for_the_first(course):
    (course / "wait").touch()
    python = f"PYTHON={course.parent / 'python'}"
    first = start(course, python)
    wait_for(course / "started")
    second = start(course, python)
    line = second.stdout.readline()  # it comes while the first is at work
    assert line == "Another installation runs in this folder: waiting for its end\n"
    assert first.poll() is None
    (course / "wait").unlink()
    assert (first.wait(30), second.wait(30)) == (0, 0)
    for process in (first, second):
        process.communicate()
    assert calls(course) == ["venv", "pip"]


def test_a_killed_installation_locks_until_its_pip_ends_and_is_made_anew(course):
    (course / "wait").touch()
    python = f"PYTHON={course.parent / 'python'}"
    first = start(course, python)
    wait_for(course / "started")
    os.kill(first.pid, signal.SIGKILL)  # make alone: pip goes on
    second = start(course, python)
    assert second.stdout.readline().startswith("Another installation")
    os.killpg(first.pid, signal.SIGKILL)  # what interrupts pip itself
    (course / "wait").unlink()
    second.communicate(timeout=30)
    first.communicate(timeout=30)
    assert second.returncode == 0
    assert calls(course) == ["venv", "pip", "venv", "pip"]


def test_an_installation_that_is_stopped_says_so_and_is_made_anew(course):
    (course / "wait").touch()
    process = start(course, f"PYTHON={course.parent / 'python'}")
    wait_for(course / "started")
    os.killpg(process.pid, signal.SIGINT)  # Ctrl-C
    _, err = process.communicate(timeout=30)
    assert process.returncode != 0
    assert "error: stopped; the same command installs everything anew.\n" in err
    assert "Traceback" not in err
    (course / "wait").unlink()
    calls(course)
    assert install(course)[0] == 0
    assert calls(course) == ["venv", "pip"]


def test_a_file_system_without_locks_is_told(monkeypatch, tmp_path, capsys):
    def missing(file, operation):
        raise OSError(errno.ENOSYS, "Function not implemented")

    monkeypatch.setattr("fcntl.flock", missing)
    with (tmp_path / "lock").open("wb") as lock:
        assert not module.take(lock)
    assert capsys.readouterr().out.startswith("No locks on this file system")


@pytest.mark.parametrize("version", ["3.8", "3.10", "2.7"])
def test_a_python_that_is_too_old_is_told_in_one_sentence(course, version):
    (course.parent / "version").write_text(version)
    code, _, err = install(course)
    assert code != 0
    assert calls(course) == []
    sentence, *rest = err.splitlines()
    assert sentence.startswith("error: the course needs Python 3.11, 3.12 or 3.13")
    assert f"/python is {version}" in sentence
    assert all(line.startswith("make: ") for line in rest)


def test_a_python_that_does_not_run_is_passed_over(course, monkeypatch):
    """Nor is one that is too old taken; pyenv has shims for versions it has not."""
    folder = course / "bin"
    folder.mkdir()
    for name, text in (("python3", "echo 3.10"), ("python3.11", "exit 127")):
        (folder / name).write_text(f"#!/bin/sh\n{text}\n")
        (folder / name).chmod(0o755)
    shutil.copy(course.parent / "python", folder / "python3.12")
    monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)
    assert install(course, "PYTHON=")[0] == 0
    assert calls(course) == ["venv", "pip"]


def test_a_folder_that_cannot_be_written_is_told_in_one_sentence(course):
    (course / ".venv").write_text("a file in the folder's place")
    code, _, err = install(course)
    assert code != 0
    assert "Traceback" not in err
    assert "\nerror: no virtual environment could be made" in f"\n{err}"
