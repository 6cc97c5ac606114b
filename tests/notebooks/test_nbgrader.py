"""nbgrader takes the solved notebooks: it cuts out the solutions, and grades.

nbgrader is no part of the course's environment: it adds its own menus to JupyterLab.
notebook_rules.py holds the notebooks to its rules without it. These tests run the real
one, where the variable NBGRADER names its command:

    python -m venv /tmp/nbg && /tmp/nbg/bin/pip install nbgrader
    NBGRADER=/tmp/nbg/bin/nbgrader .venv/bin/pytest tests/notebooks/test_nbgrader.py
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from msgan_lib import PROJECT_ROOT

NBGRADER = os.environ.get("NBGRADER")
SOLVED = sorted((PROJECT_ROOT / "notebooks" / "solutions").glob("*.ipynb"))
pytestmark = pytest.mark.skipif(not NBGRADER, reason="NBGRADER names no command")


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course of nbgrader in which the solved notebooks are one assignment."""
    folder = tmp_path_factory.mktemp("course")
    source = folder / "source" / "lessons"
    source.mkdir(parents=True)
    for path in SOLVED:
        (source / path.name).write_bytes(path.read_bytes())
    # nbgrader's Python is another one than the course's: the kernel is the course's.
    kernel = folder / "jupyter" / "kernels" / "python3"
    kernel.mkdir(parents=True)
    command = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    spec = {"argv": command, "display_name": "Python 3", "language": "python"}
    (kernel / "kernel.json").write_text(json.dumps(spec))
    return folder


def nbgrader(course, *words):
    environment = {
        "PATH": f"{Path(NBGRADER).parent}{os.pathsep}{os.environ['PATH']}",
        "JUPYTER_PATH": str(course / "jupyter"),
        "MSGAN_PROFILE": "smoke",
        "MSGAN_RUN_DIR": str(course / "run"),
    }
    done = subprocess.run(
        [NBGRADER, *words],
        cwd=course,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def released(course):
    nbgrader(course, "generate_assignment", "lessons")
    return course / "release" / "lessons"


def exercises(path):
    cells = nbformat.read(path, as_version=4).cells
    return [cell for cell in cells if "nbgrader" in cell.metadata]


def test_generate_assignment_cuts_out_the_solutions_and_nothing_else(released):
    assert sorted(path.name for path in released.glob("*.ipynb")) == [
        path.name for path in SOLVED
    ]
    for path in SOLVED:
        theirs = exercises(released / path.name)
        ours = exercises(PROJECT_ROOT / "notebooks" / path.name)
        assert len(theirs) == len(ours) >= 3
        for their, our in zip(theirs, ours, strict=True):
            assert their.metadata.nbgrader.checksum
            stub = "    # YOUR CODE HERE\n    raise NotImplementedError()"
            assert their.source.replace(stub, "    ...  # your code here") == our.source


def test_validate_passes_the_solved_and_fails_the_unfilled_notebook(course, released):
    name = SOLVED[0].name
    patient = "--Execute.iopub_timeout=60"  # seconds, on a busy machine
    said = nbgrader(course, "validate", patient, f"source/lessons/{name}")
    assert "Success! Your notebook passes all the tests." in said
    said = nbgrader(course, "validate", patient, str(released / name))
    unfilled = len(exercises(SOLVED[0])) // 3
    assert f"VALIDATION FAILED ON {unfilled} CELL(S)" in said
    assert "Error" not in said, "an unfilled exercise raises"
