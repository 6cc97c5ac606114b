"""Every solved lesson runs with plain papermill in the profile `smoke`.

Each cell runs twice in a row, as people run them, and must show the same both times.
The students' notebooks are run by nbval, whose options `make test` gives to pytest.
"""

import base64
import copy
import json
import re
import struct
import subprocess
import sys

import nbformat
import papermill
import pytest

from msgan_lib import PROJECT_ROOT

pytestmark = pytest.mark.slow

SOLVED = sorted((PROJECT_ROOT / "notebooks" / "solutions").glob("*.ipynb"))


LINE = 88  # characters of a printed line, an indent aside
PAGE = 930  # pixels of a picture: a page of JupyterLab in a window of 1,440


def unfit(cells):
    """Return what a reader sees cut off or small, or can't see and is not told."""
    problems = []
    for cell in cells:
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            if output.output_type == "stream" and output.name == "stderr":
                problems.append(f"printed to stderr: {output.text[:60]!r}")
            for line in output.get("text", data.get("text/plain", "")).splitlines():
                longest = max(map(len, line.split()), default=0)
                # A path is left whole.
                if len(line.strip()) > LINE and longest < LINE / 2:
                    problems.append(f"a line of {len(line)}: {line[:60]!r}")
            if "image/png" in data:
                png = base64.b64decode(data["image/png"])
                (width,) = struct.unpack(">I", png[16:20])
                if width > PAGE:
                    problems.append(f"a picture {width} pixels wide")
                alt = output.metadata.get("image/png", {}).get("alt", "")
                if len(alt.split()) < 3 or "<img alt=" not in data.get("text/html", ""):
                    problems.append(f"a picture without alt text in {cell.source!r}")
    return problems


def test_there_are_solved_lessons():
    assert SOLVED, "no solved lesson was found: nothing would be tested"


# Lines that tell of time, or of the disk; in others a time is cut out.
OF_TIME = re.compile(r"/s\]|\[\d\d:\d\d|ms a step|times as much|GB free")
CPU_SECONDS = re.compile(r" *[\d.]+ CPU seconds")  # with what pads it


def with_each_cell_twice(notebook):
    """Double the code cells but those of the parameters, the checks and long trainings.

    That trainings side by side repeat to the last bit is tested with them.
    """
    cells = []
    for cell in notebook.cells:
        cells.append(cell)
        if cell.cell_type != "code" or "train_side_by_side(" in cell.source:
            continue
        if not {"parameters", "check"} & set(cell.metadata.get("tags", [])):
            again = copy.deepcopy(cell)
            again.id, again.metadata["again"] = f"{cell.id}-again", True
            cells.append(again)
    notebook.cells = cells
    return notebook


def shown(cell):
    """Return the pictures and lines of a cell's outputs, without what tells of time."""
    data = [output.get("data", {}) for output in cell.outputs]
    kinds = ("image/png", "text/plain")
    found = [of[kind] for of in data for kind in kinds if kind in of]
    # Joined first: a slow machine sends a line in two parts.
    text = "".join(output.get("text", "") for output in cell.outputs)
    lines = CPU_SECONDS.sub(" CPU seconds", text).splitlines()
    return found + [line for line in lines if line.strip() and not OF_TIME.search(line)]


def changed_when_run_again(executed):
    """Return the sources of the cells that showed something else the second time."""
    pairs = zip(executed.cells, executed.cells[1:], strict=False)
    return [
        cell.source
        for cell, next_one in pairs
        if next_one.metadata.get("again") and shown(cell) != shown(next_one)
    ]


@pytest.mark.parametrize("path", SOLVED, ids=lambda path: path.stem)
def test_solved_lesson_runs(path, tmp_path, monkeypatch):
    monkeypatch.setenv("MSGAN_RUN_DIR", str(tmp_path / "run"))
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")  # shows the points
    here = tmp_path / "here"
    here.mkdir()
    notebook = with_each_cell_twice(nbformat.read(path, as_version=4))
    path = tmp_path / path.name
    nbformat.write(notebook, path)
    executed = papermill.execute_notebook(
        path,
        None,  # papermill would write the notebook before and after each cell
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
    assert unfit(executed.cells) == []
    assert list(here.iterdir()) == [], "a lesson writes into the current directory"
    assert changed_when_run_again(executed) == []
    checks = [cell for cell in executed.cells if "check" in cell.metadata.tags]
    assert checks, "no exercise was checked"
    for cell in checks:
        points = float(cell.outputs[-1].data["text/plain"])
        assert points == cell.metadata.nbgrader.points, cell.outputs


def picture(width, alt=None, html='<img alt="a b c">'):
    """Return the output of a cell: a picture, as far as it is looked at."""
    png = base64.b64encode(b"\x89PNG".ljust(16) + struct.pack(">I", width)).decode()
    metadata = {"image/png": {"alt": alt}} if alt else {}
    data = {"image/png": png} | ({"text/html": html} if html else {})
    return nbformat.v4.new_output("display_data", data, metadata=metadata)


def test_what_does_not_fit_a_page_is_found():
    stream = nbformat.v4.new_output("stream", text=f"{'word ' * 17}\nin {'p' * 99}\n")
    fitting = [stream, picture(900, "a b c")]
    assert unfit([nbformat.v4.new_code_cell(outputs=fitting)]) == []
    for wrong in (
        nbformat.v4.new_output("stream", text="word " * 18 + "\n"),
        nbformat.v4.new_output("stream", name="stderr", text="a warning"),
        nbformat.v4.new_output("display_data", {"text/plain": "word " * 18}),
        picture(1_400, "a b c"),
        picture(900),
        picture(900, "a b c", html=""),
    ):
        assert unfit([nbformat.v4.new_code_cell(outputs=[wrong])])


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
