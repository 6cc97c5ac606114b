"""Every notebook keeps to the rules, and every rule rejects what it is there for."""

import copy

import nbformat
import pytest
from notebook_rules import EVERY_LESSON, EVERY_NOTEBOOK

from msgan_lib import PROJECT_ROOT
from msgan_lib.course import authoring

NOTEBOOKS = PROJECT_ROOT / "notebooks"
PATHS = sorted([*NOTEBOOKS.glob("*.ipynb"), *NOTEBOOKS.glob("solutions/*.ipynb")])


def rules_of(path):
    return EVERY_NOTEBOOK + (EVERY_LESSON if authoring.is_lesson(path.stem) else ())


CASES = [
    pytest.param(path, rule, id=f"{path.relative_to(NOTEBOOKS)}-{rule.__name__}")
    for path in PATHS
    for rule in rules_of(path)
]


def test_there_are_lessons_and_each_is_built():
    lessons = [stem for stem in authoring.source_stems() if authoring.is_lesson(stem)]
    assert lessons, "no lesson was found: nothing would be tested"
    for stem in lessons:
        assert NOTEBOOKS / f"{stem}.ipynb" in PATHS
        assert NOTEBOOKS / "solutions" / f"{stem}.ipynb" in PATHS


def test_notebooks_are_what_their_sources_give():
    assert authoring.check() == []


@pytest.mark.parametrize(("path", "rule"), CASES)
def test_notebook(path, rule):
    assert rule(nbformat.read(path, as_version=nbformat.NO_CONVERT)) == []


# The rules themselves: a good notebook passes them all, and each change to it is
# rejected by the rule that it is meant for.

PARAMETERS = 'profile: str = "class"  # how much\nseed: int = 0  # where chance starts'
CELLS = (
    "# Title\n\nA promise.\n\n**You will** see.\n\n**You need** 00.\n\n**Time** 2 min.",
    PARAMETERS,
    "import matplotlib.pyplot as plt\n\nimport msgan_lib\nfrom msgan_lib import files",
    "## A question\n\n![A digit at three scales](digit.png)",
    "files.write_atomically\nplt.plot([1, 2])",
    "The curve rises.",
    "1 + 1",
    "## Summary\n\n## What we did not show\n\n## Further reading",
    'run.save({"method/what_unit": 1})',
)


@pytest.fixture
def good():
    cells = [
        (
            nbformat.v4.new_markdown_cell(text, id=f"cell-{number}")
            if text[0] in "#T"
            else nbformat.v4.new_code_cell(text, id=f"cell-{number}")
        )
        for number, text in enumerate(CELLS)
    ]
    cells[1].metadata["tags"] = ["parameters"]
    cells[6].metadata["tags"] = ["nbval-check-output"]
    cells[6].execution_count = 4
    cells[6].outputs = [
        nbformat.v4.new_output("execute_result", {"text/plain": "2"}, execution_count=4)
    ]
    return nbformat.v4.new_notebook(cells=cells)


def test_a_good_notebook_passes(good):
    assert {rule.__name__: rule(good) for rule in EVERY_NOTEBOOK + EVERY_LESSON} == {
        rule.__name__: [] for rule in EVERY_NOTEBOOK + EVERY_LESSON
    }


def text(number, old, new):
    """Return a change of a cell's text."""

    def change(notebook):
        assert old in notebook.cells[number].source
        source = notebook.cells[number].source.replace(old, new)
        notebook.cells[number].source = source

    return change


def output(number, **fields):
    def change(notebook):
        notebook.cells[number].update(nbformat.from_dict(fields))

    return change


STREAM = {"output_type": "stream", "name": "stdout", "text": "seen"}
PICTURE = {"output_type": "display_data", "metadata": {}, "data": {"image/png": "iVBO"}}
WRONG = {
    "is_valid": [
        output(2, id="cell-1"),
        output(2, cell_type="picture"),
    ],
    "parameters_are_plain": [
        lambda notebook: notebook.cells[1].metadata.clear(),
        lambda notebook: notebook.cells[2].metadata.update(tags=["parameters"]),
        text(1, "  # how much", ""),
        text(1, "  # where chance starts", "\n# where chance starts"),
        text(1, "seed: int = 0", "seed = 0"),
        text(1, "seed: int = 0", "seed: int = 1"),
        text(1, "seed: int", "seed: float"),
        text(1, "seed: int = 0", "sead: int = 0"),
        text(1, '"class"', '"full"'),
        text(1, "seed", "steps: int = 2 * 3  # steps\nseed"),
        text(1, "seed", "import os\nseed"),
        text(1, "seed", "names: list = []  # names\nseed"),
    ],
    "code_is_portable_python": [
        text(6, "1 + 1", "!ls"),
        text(6, "1 + 1", "%matplotlib inline"),
        text(6, "1 + 1", "%%bash\nls"),
        text(6, "1 + 1", "get_ipython().system('ls')"),
        text(6, "1 + 1", "open('https://example.org')"),
        text(6, "1 + 1", "1" + " + 1" * 22),
    ],
    "library_names_exist": [
        text(2, "msgan_lib\n", "msgan_lib.nowhere\n"),
        text(2, "import files", "import foils"),
        text(2, "msgan_lib import files", "msgan_lib.nowhere import files"),
        text(4, "write_atomically", "write_somehow"),
    ],
    "pictures_have_alt_text": [
        text(3, "A digit at three scales", ""),
        text(3, "A digit at three scales", "picture"),
        text(3, "![A digit at three scales](digit.png)", '<img src="digit.png">'),
        text(3, "![A digit at three scales](digit.png)", '<img src="d.png" alt="">'),
    ],
    "figures_are_explained": [
        lambda notebook: notebook.cells.pop(5),
        text(5, "The curve", "## The curve"),
        text(6, "1 + 1", "plots.image_grid(images)"),
        text(6, "1 + 1", "from msgan_lib.plots import grid\ngrid(images)"),
    ],
    "file_is_clean": [
        text(5, "rises", "rises" * 50_000),
        lambda notebook: notebook.metadata.update(widgets={}),
        lambda notebook: notebook.metadata.update(papermill={}),
        lambda notebook: notebook.cells[2].metadata.update(papermill={}),
        output(2, outputs=[STREAM]),
        output(2, execution_count=1),
    ],
    "skeleton_is_there": [
        text(0, "# Title", "Title"),
        text(0, "**You will**", "You will"),
        text(0, "**You need**", "**Before**"),
        text(0, "**Time**", ""),
        lambda notebook: notebook.cells.insert(0, notebook.cells.pop(1)),
        text(7, "## Summary", ""),
        text(7, "## What we did not show", "What we did not show"),
        text(7, "Further reading", "Summary"),
        text(8, "run.save", "print"),
        lambda notebook: notebook.cells.append(copy.deepcopy(notebook.cells[6])),
    ],
    "references_are_compared": [
        lambda notebook: notebook.cells[6].metadata.clear(),
        output(6, execution_count=None),
        output(6, outputs=[]),
        output(6, outputs=[PICTURE]),
        output(6, outputs=[STREAM | {"name": "stderr"}]),
        output(6, outputs=[STREAM | {"text": "<object at 0x7f3a5c1e9d00>"}]),
        output(6, outputs=[STREAM | {"text": "many words " * 1_000}]),
    ],
}


@pytest.mark.parametrize("rule", EVERY_NOTEBOOK + EVERY_LESSON)
def test_a_rule_rejects_what_it_is_there_for(good, rule):
    for number, change in enumerate(WRONG[rule.__name__]):
        wrong = copy.deepcopy(good)
        change(wrong)
        assert rule(wrong), f"accepts the wrong notebook {number}"
