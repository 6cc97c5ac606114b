"""Every notebook keeps to the rules, and every rule rejects what it is there for."""

import copy
import re

import nbformat
import pytest
from notebook_rules import EVERY_LESSON, EVERY_NOTEBOOK, FIELDS, size_is_right

from msgan_lib import PROJECT_ROOT
from msgan_lib.lesson.quiz import sealed
from msgan_tools.authoring import build
from msgan_tools.authoring.exercise_cells import BEGIN, END, Triple, nbgraders_metadata

NOTEBOOKS = PROJECT_ROOT / "notebooks"
PATHS = sorted([*NOTEBOOKS.glob("*.ipynb"), *NOTEBOOKS.glob("solutions/*.ipynb")])


def rules_of(path):
    return EVERY_NOTEBOOK + (EVERY_LESSON if build.is_lesson(path.stem) else ())


CASES = [
    pytest.param(path, rule, id=f"{path.relative_to(NOTEBOOKS)}-{rule.__name__}")
    for path in PATHS
    for rule in rules_of(path)
]


def test_there_are_lessons_and_each_is_built():
    lessons = [stem for stem in build.source_stems() if build.is_lesson(stem)]
    assert lessons, "no lesson was found: nothing would be tested"
    for stem in lessons:
        assert NOTEBOOKS / f"{stem}.ipynb" in PATHS
        assert NOTEBOOKS / "solutions" / f"{stem}.ipynb" in PATHS


def test_notebooks_are_what_their_sources_give():
    assert build.check() == []


def test_no_file_of_a_room_is_taken_for_a_test(pytestconfig):
    patterns = pytestconfig.getini("python_files")
    of_rooms = list((NOTEBOOKS / "source").rglob("*.py"))
    assert len(of_rooms) > 20  # lessons, checks, answers
    taken = [path for path in of_rooms if any(map(path.match, patterns))]
    assert taken == [], "pytest would run planted wrong answers"


@pytest.mark.parametrize(
    "stem", [stem for stem in build.source_stems() if build.is_lesson(stem)]
)
def test_a_lesson_has_notes_for_the_teacher(stem):
    notes = NOTEBOOKS / "source" / stem / "teacher.md"
    text = notes.read_text("utf-8")
    for heading in ("minutes", "wrong answers", "discuss"):
        assert re.search(rf"^#+ .*{heading}", text, re.MULTILINE | re.IGNORECASE)
    to_discuss = re.split(r"^#+ .*discuss.*$", text, flags=re.MULTILINE | re.I)[1]
    assert to_discuss.count("?") >= 2
    assert len(text.split()) <= 600, "the notes are to be short"
    told = int(re.search(r"^About (\d+) minutes", text, re.MULTILINE)[1])
    of_sections = re.findall(r"^\|[^|]*\| (\d+) \|", text, re.MULTILINE)
    assert told == sum(map(int, of_sections))


@pytest.mark.parametrize(
    "path", PATHS, ids=lambda path: str(path.relative_to(NOTEBOOKS))
)
def test_a_word_has_one_meaning(path):
    """A twin is a training without the game; images to choose on are development's."""
    text = " ".join(path.read_text("utf-8").split())
    assert not re.search(r"held[- _]out", text)
    assert path.stem >= "14" or not re.search(r"\btwins?\b", text, re.IGNORECASE)


@pytest.mark.parametrize(("path", "rule"), CASES)
def test_notebook(path, rule):
    assert rule(nbformat.read(path, as_version=nbformat.NO_CONVERT)) == []


# The rules themselves: a good notebook passes them all, and each change to it is
# rejected by the rule that it is meant for.

PARAMETERS = 'profile: str = "class"  # how much\nseed: int = 0  # where chance starts'
OPTIONS = {"Because": "No.", "Therefore": "Yes.", "Who knows": "We do."}


def asked(options, right="Because"):
    """Return the call of a quiz as a notebook has it."""
    answers = sealed(options, right)
    return f'quiz("Why?", {list(options)!r},\n     answers={answers!r})'


QUIZ = asked(OPTIONS)
TWIN = (
    "# In the library: msgan_lib.pyramid.downsample\n"
    "def downsample(x):\n"
    "    return blur(x)[..., ::2, ::2]"
)
EXERCISE = """### Exercise

**Goal.** Double.

**Signature.** `f(x)`

**Given.** A number.

**Example.** `2` gives `4`.

**Checked** on others.

**Time.** 5 minutes, easy.

<details><summary>Hint 1</summary>Add.</details>
<details><summary>Hint 2</summary>To what?</details>
<details><summary>Hint 3</summary>Itself.</details>

#### When it passes

What is treble?

<details><summary>Answer</summary>Three times as much.</details>"""
SOLUTION = 'def {0}(x):\n    """Return twice x."""\n    ...  # your code here'
CELLS = (
    "# Title\n\nA promise.\n\n**You will** see.\n\n**You need** 00.\n\n**Time** 2 min.",
    PARAMETERS,
    "import matplotlib.pyplot as plt\n\nimport msgan_lib\nfrom msgan_lib import data",
    "## A question\n\n![A digit at three scales](digit.png)",
    "data.load_images\nplt.plot([1, 2])",
    "The curve $\\sigma(s)$ rises.",
    "1 + 1",
    f"{QUIZ}\n{QUIZ}",
    TWIN,
    *("The text. " * 50, "1\n2\n3") * 10,
    "## Your turn",
    *(EXERCISE, SOLUTION.format("f"), 'check("01_f", f)'),
    *(EXERCISE, SOLUTION.format("g"), 'check("01_g", g)'),
    "## Summary\n\n## What we did not show\n\n## Further reading",
    'run.save({"method/what_unit": 1})',
)
MLP = "from msgan_lib.networks.rivals import MLP\n"
FIRST = CELLS.index("## Your turn") + 1  # where the first exercise stands


@pytest.fixture
def good():
    cells = [
        (
            nbformat.v4.new_markdown_cell(text, id=f"cell-{number}")
            if text[0] in "#T" and text != TWIN
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
    for start, name in ((FIRST, "01_f"), (FIRST + 3, "01_g")):
        triple = Triple(name, 2.0, *cells[start : start + 3])
        metadata = nbgraders_metadata(triple)
        for (role, cell), of_cell in zip(triple.cells(), metadata, strict=True):
            cell.metadata.update(tags=[role], exercise=name, nbgrader=of_cell)
    return nbformat.from_dict(nbformat.v4.new_notebook(cells=cells))


def solve(notebook):
    """Make a student's notebook a solved one."""
    for cell in notebook.cells:
        if cell.metadata.get("tags") == ["solution"]:
            cell.source = cell.source.replace(
                "...  # your code here", f"{BEGIN}\n    return x + x\n    {END}"
            )


def test_a_good_solved_notebook_passes(good):
    solve(good)
    for rule in EVERY_NOTEBOOK + EVERY_LESSON:
        assert rule(good) == []


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


def metadata(number, **fields):
    """Return a change of nbgrader's metadata; None drops a field."""

    def change(notebook):
        of_cell = notebook.cells[number].metadata.nbgrader
        of_cell.update(fields)
        for name in [name for name, value in fields.items() if value is None]:
            del of_cell[name]

    return change


def without(*numbers):
    def change(notebook):
        gone = [number % len(notebook.cells) for number in numbers]
        notebook.cells = [c for n, c in enumerate(notebook.cells) if n not in gone]

    return change


def moved(number, to):
    return lambda notebook: notebook.cells.insert(to, notebook.cells.pop(number))


@pytest.mark.parametrize(("times", "problems"), [(20, 0), (40, 1)])
def test_a_lesson_on_two_days_may_be_longer(good, times, problems):
    text(9, "The text. ", "The text. " * times)(good)
    assert len(size_is_right(good)) == 1
    text(3, "## A question", "# Day 2: a question")(good)
    assert len(size_is_right(good)) == problems


def solved_then(change):
    def both(notebook):
        solve(notebook)
        change(notebook)

    return both


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
        text(2, "import data", "import foils"),
        text(2, "msgan_lib import data", "msgan_lib.nowhere import data"),
        text(4, "load_images", "load_imagos"),
    ],
    "pictures_have_alt_text": [
        text(3, "A digit at three scales", ""),
        text(3, "A digit at three scales", "picture"),
        text(3, "![A digit at three scales](digit.png)", '<img src="digit.png">'),
        text(3, "![A digit at three scales](digit.png)", '<img src="d.png" alt="">'),
    ],
    "formulas_can_be_read": [
        text(5, "curve", r"curve $\\sigma(s)$"),
        text(5, "curve", "curve $$\\frac12,\n\\\\qquad s$$"),
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
        text(-2, "## Summary", ""),
        text(-2, "## What we did not show", "What we did not show"),
        text(-2, "Further reading", "Summary"),
        text(-1, "run.save", "print"),
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
    "exercises_are_there": [
        without(*range(FIRST, FIRST + 3)),  # one is not enough
        without(*range(FIRST, FIRST + 6)),
        lambda notebook: notebook.cells.__setitem__(
            slice(FIRST, FIRST), copy.deepcopy(notebook.cells[FIRST : FIRST + 3] * 3)
        ),
        without(FIRST),
        without(FIRST + 1),
        without(FIRST + 2),
        moved(FIRST, FIRST + 2),
        moved(FIRST + 1, FIRST + 2),
        moved(-2, FIRST),  # exercises after the Summary
        lambda notebook: notebook.cells[FIRST + 1].metadata.update(exercise="01_g"),
        *(text(FIRST, field, "") for field in FIELDS),
        text(FIRST, "**Goal.** Double.", "**Given.** **Goal.**"),
        text(FIRST, "5 minutes, easy", "a while"),
    ],
    "nbgrader_can_read_it": [
        lambda notebook: notebook.cells[FIRST].metadata.pop("nbgrader"),
        lambda notebook: notebook.cells[0].metadata.update(nbgrader={"grade": False}),
        metadata(FIRST + 1, schema_version=2),
        metadata(FIRST + 1, grade_id=None),
        metadata(FIRST + 1, grade_id="a b"),
        metadata(FIRST + 1, grade_id="01_g"),
        metadata(FIRST + 1, extra=1),
        metadata(FIRST + 1, solution=False),
        metadata(FIRST + 1, locked=True),
        metadata(FIRST + 1, points=1.0),
        metadata(FIRST + 2, points=None),
        metadata(FIRST + 2, points=0.0),
        metadata(FIRST + 2, points="2"),
        metadata(FIRST + 2, grade=False),
        metadata(FIRST, locked=False),
        metadata(FIRST, grade=True),
        text(FIRST, "Double.", f"Double. {BEGIN}"),
        text(6, "1 + 1", "# SOLUTION"),
        solved_then(text(FIRST + 1, END, "")),
        solved_then(text(FIRST + 1, BEGIN, f"{BEGIN}\n    {BEGIN}")),
        solved_then(text(FIRST + 1, f"{BEGIN}\n", "\n")),
        solved_then(text(6, "1 + 1", f"{BEGIN}\n{END}")),
    ],
    "size_is_right": [
        without(*range(9, 15)),
        lambda notebook: notebook.cells.extend(notebook.cells[9:25] * 2),
        lambda notebook: [
            text(n, "The text. " * 50, "Text. ")(notebook) for n in (9, 11)
        ],
        text(9, "The text. ", "The text. " * 20),
        lambda notebook: [
            text(number, "1\n2\n3", "\n".join("123456789"))(notebook)
            for number in range(10, 29, 2)
        ],
        lambda notebook: [
            text(number, "1\n2\n3", "1\n2")(notebook) for number in range(10, 29, 2)
        ],
    ],
    "quizzes_are_asked": [
        text(7, QUIZ, "1"),
        text(7, f"{QUIZ}\n", ""),
        text(6, "1 + 1", f"{QUIZ}\n{QUIZ}"),
        text(7, f"{QUIZ}\n", QUIZ.replace("answers", "right") + "\n"),
        text(7, f"{QUIZ}\n", QUIZ.replace("answers='", "answers='x") + "\n"),
        text(7, f"{QUIZ}\n", QUIZ.replace("'Because', ", "") + "\n"),
        text(7, f"{QUIZ}\n", QUIZ.replace("Because", "Because " * 10) + "\n"),
        text(7, f"{QUIZ}\n", f"{QUIZ}  # Yes.\n"),
        text(7, f"{QUIZ}\n", QUIZ.replace(str([*OPTIONS]), str(OPTIONS)) + "\n"),
        text(7, f"{QUIZ}\n", asked(OPTIONS | {"Who knows": ""}) + "\n"),
        text(7, f"{QUIZ}\n", asked({"Because": "No.", "Thus": "Yes."}) + "\n"),
        text(
            7, f"{QUIZ}\n", QUIZ.replace("answers", "right='Because', answers") + "\n"
        ),
        text(7, f"{QUIZ}\n", QUIZ.replace("answers", "answer=1, answers") + "\n"),
    ],
    "inline_code_is_the_librarys": [
        text(8, "::2, ::2", "::2, 1::2"),
        text(8, "# In the library: msgan_lib.pyramid.downsample\n", ""),
        text(8, "pyramid.downsample", "pyramid.downsampled"),
        text(8, "pyramid.downsample", "pyramids.downsample"),
        text(8, "pyramid.downsample", "pyramid.blur"),
        text(8, "(x):", "(x, y):"),
        text(8, "(x):", "(x):\n    x = x + 0"),
        text(8, "def downsample", "def halve"),
        text(6, "1 + 1", "# In the library: msgan_lib.pyramid.blur"),
        text(6, "1 + 1", "def blur(x):\n    return x"),
        text(9 + 1, "1\n2\n3", "def downsample(x):\n    return x"),  # a later one
    ],
    "cells_can_be_run_again": [
        text(6, "1 + 1", f"{MLP}mlp = MLP()\nplots.show_maps(mlp)"),
        text(
            6, "1 + 1", f"{MLP}found = [MLP()(x)]\nfor x in found: plots.show_maps(x)"
        ),
        text(
            6, "1 + 1", f"{MLP}mlp = MLP()\ndef f(x):\n    return mlp(x)\nplots.g(f(1))"
        ),
        lambda notebook: [
            text(4, "plt.plot([1, 2])", 'a = named_generator(0, "a")')(notebook),
            text(6, "1 + 1", "torch.rand(1, generator=a)")(notebook),
        ],
    ],
}


@pytest.mark.parametrize(
    "cell",
    [
        "seed_everything(0)\nmlp = MLP()\nplots.show_maps(mlp)",
        "mlp = MLP()\nmlp.load_state_dict(weights)\nplots.show_maps(mlp)",
        "mlp = MLP()\nprint(mlp(1).shape)",
        'a = named_generator(0, "a")\nplots.show_maps(torch.rand(1, generator=a))',
    ],
)
def test_a_cell_that_shows_the_same_again_is_accepted(good, cell):
    text(6, "1 + 1", f"{MLP}{cell}")(good)
    (rule,) = (r for r in EVERY_NOTEBOOK if r.__name__ == "cells_can_be_run_again")
    assert rule(good) == []


@pytest.mark.parametrize("rule", EVERY_NOTEBOOK + EVERY_LESSON)
def test_a_rule_rejects_what_it_is_there_for(good, rule):
    for number, change in enumerate(WRONG[rule.__name__]):
        wrong = copy.deepcopy(good)
        change(wrong)
        assert rule(wrong), f"accepts the wrong notebook {number}"
