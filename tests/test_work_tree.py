"""The guard in conftest.py: a test that writes a file of the repository has failed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HARMLESS = """
from pathlib import Path
def test_one(): Path("ignored", "cache").write_text("")
"""
HARMFUL = """
def test_two(): Path("picture.png").write_text("old")  # the same, written again
def test_three(): Path("gone").unlink()
def test_four(): Path("new").touch()
"""


@pytest.mark.parametrize(
    ("tests", "named"),
    [(HARMLESS, []), (HARMLESS + HARMFUL, ["gone", "new", "picture.png"])],
    ids=["nothing", "three files"],
)
def test_a_test_that_writes_into_the_work_tree_is_told(tmp_path, tests, named):
    here = Path(__file__).parent
    shutil.copytree(here / "offline", tmp_path / "tests" / "offline")
    for name in ("conftest.py", "command_line.py", "seconds.py"):
        shutil.copy(here / name, tmp_path / "tests")
    (tmp_path / "ignored").mkdir()
    files = {
        "tests/test_it.py": tests,
        ".gitignore": "ignored/\n__pycache__/\n",
        "picture.png": "old",
        "gone": "",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    subprocess.run(["git", "add", "."], cwd=tmp_path, check=True)
    done = subprocess.run(
        [sys.executable, *["-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"]],
        cwd=tmp_path,
        env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert f"{tests.count('def ')} passed" in done.stdout
    assert done.returncode == (1 if named else 0)
    told = [line for line in done.stdout.splitlines() if line.startswith("error: ")]
    words = "was written or removed while the tests ran"
    assert told == [f"error: {tmp_path / name} {words}" for name in named]
