"""Every solved lesson runs with plain papermill in the profile `smoke`.

The students' notebooks are run by nbval, whose options `make test` gives to pytest.
"""

import json
import subprocess
import sys

import nbformat
import papermill
import pytest

from msgan_lib import PROJECT_ROOT

SOLVED = sorted((PROJECT_ROOT / "notebooks" / "solutions").glob("*.ipynb"))


def test_there_are_solved_lessons():
    assert SOLVED, "no solved lesson was found: nothing would be tested"


@pytest.mark.parametrize("path", SOLVED, ids=lambda path: path.stem)
def test_solved_lesson_runs(path, tmp_path, monkeypatch):
    monkeypatch.setenv("MSGAN_RUN_DIR", str(tmp_path / "run"))
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")  # shows the points
    here = tmp_path / "here"
    here.mkdir()
    executed = papermill.execute_notebook(
        path,
        tmp_path / "executed.ipynb",
        parameters={"profile": "smoke", "seed": 1},
        cwd=here,
        progress_bar=False,
        kernel_name="python3",
    )
    # A notebook that papermill marks as completed may not be: the result counts.
    result = json.loads((tmp_path / "run" / "result.json").read_text())
    assert result["notebook"] == path.stem
    assert result["profile"] == "smoke"
    assert result["parameters"]["seed"] == 1
    assert result["metrics"]
    assert all(
        cell.execution_count for cell in executed.cells if cell.cell_type == "code"
    )
    assert list(here.iterdir()) == [], "a lesson writes into the current directory"
    checks = [cell for cell in executed.cells if "check" in cell.metadata.tags]
    assert checks, "no exercise was checked"
    for cell in checks:
        points = float(cell.outputs[-1].data["text/plain"])
        assert points == cell.metadata.nbgrader.points, cell.outputs


def test_nbval_runs_in_smoke_with_a_run_folder_of_its_own(tmp_path):
    """`tests/conftest.py` sees to it, also for notebooks outside `tests/`."""
    code = (
        "import os\n"
        "assert os.environ['MSGAN_PROFILE'] == 'smoke'\n"
        "assert os.environ['MSGAN_RUN_DIR'].endswith('00_tiny')"
    )
    cells = [nbformat.v4.new_code_cell(code)]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "00_tiny.ipynb")
    options = "-q -p no:cacheprovider -p no:xdist --nbval-lax --nbval-current-env"
    folders = [tmp_path, PROJECT_ROOT / "tests" / "offline"]
    result = subprocess.run(
        [sys.executable, "-m", "pytest", *options.split(), *folders],
        cwd=PROJECT_ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "1 passed" in result.stdout, result.stdout
