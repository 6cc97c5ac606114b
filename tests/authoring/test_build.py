import json
import os
import subprocess
import sys

import nbformat
import pytest

from msgan_lib.ground.errors import CourseError
from msgan_lib.lesson import checks
from msgan_tools.authoring import build
from msgan_tools.authoring.smoke_run import run_in_smoke

SOURCE = '''\
# %% [markdown]
r"""
# A tiny lesson: $\\frac{1}{2}$
"""

# %% tags=["parameters"]
profile: str = "class"  # how much is trained
seed: int = 0  # where chance starts


# %%
def check(exercise_id, answer):
    return 0.0


# %% [markdown] tags=["exercise"] exercise="01_double" points=2
"""
Double it.
"""

# %% tags=["solution"] exercise="01_double"
def double(x):
    """Return twice `x`."""
    # SOLUTION
    y = x + x
    return y
    # END

# %% tags=["check"] exercise="01_double"
check("01_double", double)

# %% tags=["nbval-check-output"]
import os

print(os.environ["MSGAN_PROFILE"])
os is not None

# %%
print("not kept")

# %%
print("not kept")
'''


@pytest.fixture(scope="module", autouse=True)
def registered():
    """The exercise of the source, as a lesson's module would register it."""
    exercise = checks.Exercise("01_double", 2.0, lambda double, stream: None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(checks._registered, "01_double", exercise)
        yield


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The notebooks folder of a repository that holds one source."""
    monkeypatch.setattr(build, "PROJECT_ROOT", tmp_path)
    source = tmp_path / "notebooks" / "source"
    source.mkdir(parents=True)
    (source / "01_tiny").mkdir()
    (source / "01_tiny" / "lesson.py").write_text(SOURCE)
    return tmp_path / "notebooks"


def read(path):
    return nbformat.read(path, as_version=nbformat.NO_CONVERT)


def edit_source(folder, old, new):
    path = folder / "source" / "01_tiny" / "lesson.py"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_build_writes_both_notebooks(folder):
    student, solved = folder / "01_tiny.ipynb", folder / "solutions" / "01_tiny.ipynb"
    assert build.build() == [student, solved]
    assert build.check() == []

    text = student.read_text()
    assert text.endswith("\n}\n")
    assert '\n "cells"' in text  # indented by one
    notebook = read(student)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert set(notebook.metadata) == {"kernelspec", "language_info", "msgan"}
    assert notebook.metadata.kernelspec == {
        "display_name": "Python 3",
        "language": "python",
        "name": "python3",
    }
    # `nbconvert --to script` names its file by it.
    assert notebook.metadata.language_info == {
        "file_extension": ".py",
        "name": "python",
    }
    assert [cell.cell_type for cell in notebook.cells] == [
        *("markdown", "code", "code"),
        *("markdown", "code", "code"),
        *("code", "code", "code"),
    ]
    assert notebook.cells[0].source == "# A tiny lesson: $\\frac{1}{2}$"
    assert notebook.cells[0].metadata == {}
    assert notebook.cells[1].metadata == {"tags": ["parameters"]}
    assert notebook.cells[1].source.endswith("# where chance starts")
    assert notebook.cells[3].metadata == {
        "tags": ["exercise"],
        "exercise": "01_double",
        "nbgrader": {
            "schema_version": 3,
            "grade_id": "01_double-exercise",
            "grade": False,
            "solution": False,
            "locked": True,
            "task": False,
        },
    }
    assert notebook.cells[4].metadata.nbgrader == {
        "schema_version": 3,
        "grade_id": "01_double",
        "grade": False,
        "solution": True,
        "locked": False,
        "task": False,
    }
    assert notebook.cells[5].metadata.nbgrader == {
        "schema_version": 3,
        "grade_id": "01_double-check",
        "grade": True,
        "points": 2.0,
        "solution": False,
        "locked": True,
        "task": False,
    }


def test_the_stub_stands_for_the_solution(folder):
    build.build(execute=False)
    student = read(folder / "01_tiny.ipynb")
    solved = read(folder / "solutions" / "01_tiny.ipynb")
    start = 'def double(x):\n    """Return twice `x`."""\n'
    assert student.cells[4].source == start + "    ...  # your code here"
    assert solved.cells[4].source == (
        f"{start}    ### BEGIN SOLUTION\n    y = x + x\n    return y\n"
        "    ### END SOLUTION"
    )
    assert "x + x" not in json.dumps(student)
    # Nothing else differs, and cells that belong together have the same id.
    for number, (ours, theirs) in enumerate(
        zip(student.cells, solved.cells, strict=True)
    ):
        assert ours.id == theirs.id
        assert (ours == theirs) == (number != 4)


TAGS = '# %% tags=["solution"] exercise="01_double"'
MALFORMED = [
    ("    # END\n", "", "END"),
    ("    # SOLUTION\n", "", "END"),
    ("    # SOLUTION\n", "    # SOLUTION\n    # SOLUTION\n", "END"),
    ("    return y\n    # END", "    # END\n    return y", "all below that"),
    (
        "    # SOLUTION\n    y = x + x",
        "    y = x + x\n    # SOLUTION",
        "all below that",
    ),
    ("    y = x + x\n    return y\n", "", "all below that"),
    ("    y = x + x", "    y = x +", "not Python"),
    ("def double(x)", "def twice(x)", "one function `double`"),
    ("def double(x)", "import os\ndef double(x)", "one function `double`"),
    ('    """Return twice `x`."""\n', "", "docstring"),
    ('    """Return twice `x`."""\n', "    x = x\n", "docstring"),
    (
        '`."""\n    # SOLUTION\n    y = x + x\n    return y\n    # END',
        '`.\n    # SOLUTION\n    y = x + x\n    # END\n    """\n    ...',
        "all below that",
    ),
    (TAGS, "# %%", "END"),
    ('# %% tags=["nbval-check-output"]', TAGS, "in this order"),
    ('# %% tags=["check"] exercise="01_double"', "# %%", "in this order"),
    ('# %% [markdown] tags=["exercise"]', "# %% [markdown]", "in this order"),
    (
        '# %% [markdown] tags=["exercise"] exercise="01_double" points=2',
        '# %% tags=["exercise"] exercise="01_double" points=2',
        "must be a text",
    ),
    (TAGS, TAGS.replace("double", "twice"), "must name it"),
    ('exercise="01_double"', 'exercise="02_double"', 'as in exercise="01_f"'),
    ('exercise="01_double"', 'exercise="01-double"', 'as in exercise="01_f"'),
    (' exercise="01_double"', "", 'as in exercise="01_f"'),
    ("01_double", "01_treble", "no exercise '01_treble'; there are: .*01_double"),
    ("points=2", "points=3", r"3 points here, but 2 in `@exercise`"),
    ('check("01_double", double)', "double", "check of 01_double must be check"),
    ('check("01_double", double)', 'check("01_double", check)', "must be check"),
    ('check("01_double", double)', "# nothing", "must be check"),
    ('print("not kept")', "print(double(2))", "cell 8 uses `double`"),
    ("os is not None", "y = x  +  x;  return_y = y", None),
    ("Double it.", "Do this: y = x + x return y", "cell 4 .* tells of a solution"),
]


@pytest.mark.parametrize(("old", "new", "message"), MALFORMED)
def test_a_malformed_exercise_is_named(folder, old, new, message):
    edit_source(folder, old, new)
    if message is None:  # short lines of a solution stand in many programs
        build.build(execute=False)
        return
    with pytest.raises(
        CourseError, match=rf"notebooks/source/01_tiny/lesson\.py: .*{message}"
    ):
        build.build(execute=False)
    assert not (folder / "01_tiny.ipynb").exists()
    assert len(build.check()) == 1


def test_a_telling_line_of_a_solution_is_found_anywhere(folder):
    edit_source(folder, "    y = x + x", "    y = (x + x) * (x == x)")
    build.build(execute=False)
    edit_source(folder, "Double it.", "Hint: `y = (x + x) *  (x == x)`.")
    with pytest.raises(CourseError, match=r"cell 4 .* tells of a solution: .y = "):
        build.build(execute=False)


def test_two_exercises_of_one_name_are_rejected(folder):
    path = folder / "source" / "01_tiny" / "lesson.py"
    start, text, rest = path.read_text().partition("# %% [markdown] tags")
    three, tag, rest = (text + rest).partition('# %% tags=["nbval')
    path.write_text(start + three + three + tag + rest)
    with pytest.raises(CourseError, match="same name"):
        build.build(execute=False)


def test_only_reference_cells_keep_outputs(folder):
    build.build()
    for path in (folder / "01_tiny.ipynb", folder / "solutions" / "01_tiny.ipynb"):
        *others, reference = sorted(
            (cell for cell in read(path).cells if cell.cell_type == "code"),
            key=lambda cell: "nbval-check-output" in cell.metadata.get("tags", []),
        )
        assert reference.execution_count is not None
        stream, result = reference.outputs
        assert stream.text == "smoke\n"
        assert result.data == {"text/plain": "True"}
        for cell in others:
            assert cell.outputs == []
            assert cell.execution_count is None


def test_a_notebook_without_execution_keeps_its_reference_outputs(folder):
    build.build()
    before = (folder / "01_tiny.ipynb").read_bytes()
    build.build(execute=False)
    assert (folder / "01_tiny.ipynb").read_bytes() == before
    # An output belongs to its code: once that changes, it goes.
    path = folder / "solutions" / "01_tiny.ipynb"
    change(path, lambda notebook: notebook.cells[6].update(source="print('other')"))
    build.build(execute=False, force=True)
    assert read(path).cells[6].outputs == []
    edit_source(folder, "os is not None", "os is None")
    build.build(execute=False)
    problems = build.check()
    assert len(problems) == 2
    assert "without its output" in problems[0]


def test_building_twice_gives_the_same_bytes(folder):
    first = {path: path.read_bytes() for path in build.build()}
    assert {path: path.read_bytes() for path in build.build()} == first


def test_an_edit_moves_one_id(folder):
    build.build(execute=False)
    before = [cell.id for cell in read(folder / "01_tiny.ipynb").cells]
    assert len(set(before)) == len(before)  # two cells have the same text
    edit_source(folder, "Double it.", "Double it, please.")
    build.build(execute=False)
    after = [cell.id for cell in read(folder / "01_tiny.ipynb").cells]
    assert [a == b for a, b in zip(before, after, strict=True)].count(False) == 1
    edit_source(folder, "# %% [markdown] tags", "# %%\n1\n\n# %% [markdown] tags")
    build.build(execute=False)
    longer = [cell.id for cell in read(folder / "01_tiny.ipynb").cells]
    assert longer[:3] + longer[4:] == after


def test_empty_cells_and_blank_lines_go(folder):
    text = "# %%\n\n\n1\n\n\n\n# %%\n\n# %%\n2\n"
    (folder / "source" / "01_tiny" / "lesson.py").write_text(text)
    build.build(execute=False)
    cells = read(folder / "01_tiny.ipynb").cells
    assert [cell.source for cell in cells] == ["1", "2"]


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("1 / 0", "raised ZeroDivisionError: division by zero"),
        ("import os; os._exit(1)", "ended its kernel"),
    ],
)
def test_a_source_that_does_not_run_is_not_built(folder, code, reason):
    edit_source(folder, 'print("not kept")\n\n# %%', f"{code}\n\n# %%")
    with pytest.raises(CourseError, match=f"01_tiny.ipynb: code cell 6 {reason}"):
        build.build()
    assert not (folder / "01_tiny.ipynb").exists()


def test_a_cell_that_hangs_is_stopped():
    cell = nbformat.v4.new_code_cell("import time; time.sleep(60)")
    with pytest.raises(CourseError, match="code cell 1 was not done after 1 s"):
        run_in_smoke(nbformat.v4.new_notebook(cells=[cell]), cell_seconds=1)


def test_a_run_leaves_nothing_behind_and_needs_no_folder(tmp_path, monkeypatch):
    (tmp_path / "profile_default" / "startup").mkdir(parents=True)
    (tmp_path / "profile_default" / "startup" / "mine.py").write_text("1 / 0")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    code = (
        "import os, pathlib; pathlib.Path(os.environ['MSGAN_RUN_DIR'], 'r').touch()\n"
        "pathlib.Path('here').touch(); print(os.environ['MSGAN_RUN_DIR'])"
    )
    cell = nbformat.v4.new_code_cell(code)
    run = run_in_smoke(nbformat.v4.new_notebook(cells=[cell]))
    assert [path.name for path in tmp_path.rglob("*")] == [
        "profile_default", "startup", "mine.py"
    ]  # fmt: skip
    assert not os.path.exists(run.cells[0].outputs[0].text.strip())


def change(path, function):
    notebook = read(path)
    function(notebook)
    nbformat.write(notebook, path)


def test_a_notebook_with_work_in_it_is_not_overwritten(folder):
    build.build(execute=False)
    path = folder / "01_tiny.ipynb"
    change(path, lambda notebook: notebook.cells[4].update(source="my own code"))
    before = path.read_bytes()
    with pytest.raises(CourseError, match=r"notebooks/01_tiny\.ipynb: .*--force"):
        build.build(execute=False)
    assert path.read_bytes() == before
    build.build(execute=False, force=True)
    assert b"my own code" not in path.read_bytes()


@pytest.mark.parametrize(
    "content", ["", "{}", "[]", '{"nbformat": 4}', "<<<<<<< HEAD\n"]
)
def test_a_file_that_is_no_notebook_of_ours_is_not_overwritten(folder, content):
    (folder / "01_tiny.ipynb").write_text(content)
    with pytest.raises(CourseError, match="--force"):
        build.build(execute=False)
    assert (folder / "01_tiny.ipynb").read_text() == content


def test_a_notebook_that_was_only_run_may_be_overwritten(folder):
    build.build()
    path = folder / "01_tiny.ipynb"

    def run(notebook):
        notebook.cells[7].execution_count = 7
        notebook.cells[7].outputs = [nbformat.v4.new_output("stream", text="seen")]
        notebook.cells[7].metadata["collapsed"] = True
        notebook.metadata.widgets = {}

    change(path, run)
    edit_source(folder, "Double it.", "Double it, please.")
    build.build()
    assert build.check() == []


def drop_count(notebook):
    notebook.cells[6].execution_count = None


CHANGES = {
    "code": lambda notebook: notebook.cells[1].update(source="x = 1"),
    "text": lambda notebook: notebook.cells[0].update(source="# Else"),
    "tags": lambda notebook: notebook.cells[1].metadata.update(tags=[]),
    "id": lambda notebook: notebook.cells[1].update(id="other"),
    "metadata": lambda notebook: notebook.metadata.update(papermill={}),
    "kernel": lambda notebook: notebook.metadata.kernelspec.update(name="mine"),
    "cell dropped": lambda notebook: notebook.cells.pop(),
    "cell added": lambda notebook: notebook.cells.append(
        nbformat.v4.new_markdown_cell("more", id="more")
    ),
    "output": lambda notebook: notebook.cells[7].update(
        outputs=[nbformat.v4.new_output("stream", text="seen")]
    ),
    "count": lambda notebook: notebook.cells[7].update(execution_count=3),
    "no reference": drop_count,
}


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("where", ["01_tiny.ipynb", "solutions/01_tiny.ipynb"])
def test_check_names_a_notebook_that_differs(folder, built, name, where):
    change(folder / where, CHANGES[name])
    problems = build.check()
    assert len(problems) == 1
    assert problems[0].startswith(f"notebooks/{where}: ")
    assert "run `msgan notebooks build 01_tiny`" in problems[0]


@pytest.fixture(scope="module")
def built_files(tmp_path_factory):
    """What `build` writes for the source, made once."""
    root = tmp_path_factory.mktemp("built")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "PROJECT_ROOT", root)
        room = root / "notebooks" / "source" / "01_tiny"
        room.mkdir(parents=True)
        (room / "lesson.py").write_text(SOURCE)
        paths = build.build()
    return {path.relative_to(root): path.read_text() for path in paths}


@pytest.fixture
def built(folder, built_files):
    for path, text in built_files.items():
        target = folder.parent / path
        target.parent.mkdir(exist_ok=True)
        target.write_text(text)
    assert build.check() == []


def test_check_does_not_compare_reference_outputs(folder, built):
    def other_output(notebook):
        notebook.cells[6].outputs[0].text = "class\n"
        notebook.cells[6].execution_count = 9

    change(folder / "01_tiny.ipynb", other_output)
    assert build.check() == []


def test_check_sees_an_edited_source_and_another_layout(folder, built):
    path = folder / "01_tiny.ipynb"
    notebook = json.loads(path.read_text())
    path.write_text(json.dumps(notebook, indent=2))
    assert ["formatted" in problem for problem in build.check()] == [True]
    edit_source(folder, "Double it.", "Double it, please.")
    assert len(build.check()) == 2


def test_check_names_missing_and_orphaned_notebooks(folder, built):
    (folder / "01_tiny.ipynb").rename(folder / "02_moved.ipynb")
    (folder / "solutions" / "03_old.ipynb").write_text("{}")
    problems = build.check()
    assert [problem.partition(": ")[0] for problem in problems] == [
        "notebooks/01_tiny.ipynb",
        "notebooks/02_moved.ipynb",
        "notebooks/solutions/03_old.ipynb",
    ]
    assert "is missing" in problems[0]
    assert "has no source" in problems[1]
    assert "has no source" in problems[2]
    assert len(build.check(["01_tiny"])) == 1  # asked for one, told of one


def test_what_is_no_lesson_has_no_solved_notebook(folder):
    (folder / "source" / "one_run").mkdir()
    (folder / "source" / "one_run" / "lesson.py").write_text("# %%\n1\n")
    paths = build.build(["one_run"], execute=False)
    assert paths == [folder / "one_run.ipynb"]
    assert build.check(["one_run"]) == []
    assert build.source_stems() == ["01_tiny", "one_run"]


@pytest.mark.parametrize("function", [build.build, build.check])
def test_an_unknown_stem_is_refused(folder, function):
    with pytest.raises(CourseError, match=r"named 02_x; there are: 01_tiny\."):
        function(["02_x"])


@pytest.mark.parametrize("output", ["smoke\n", "class\n"])
def test_nbval_compares_what_build_writes(folder, built, output):
    """nbval looks only at cells with an execution count: here it must."""
    path = folder / "01_tiny.ipynb"
    change(path, lambda notebook: notebook.cells[6].outputs[0].update(text=output))
    options = "--nbval-lax --nbval-current-env -q -p no:cacheprovider -p no:xdist"
    result = subprocess.run(
        [sys.executable, "-m", "pytest", *options.split(), path],
        env={**os.environ, "MSGAN_PROFILE": "smoke"},
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if output == "smoke\n":
        assert "7 passed" in result.stdout
    else:
        assert "1 failed, 6 passed" in result.stdout


def test_a_folder_of_checks_that_is_none_is_told_once(folder, monkeypatch):
    monkeypatch.setenv("MSGAN_LESSONS", str(folder / "nowhere"))
    for act in (build.check, build.build):
        with pytest.raises(CourseError, match=r"^MSGAN_LESSONS is .* no such folder"):
            act()


def test_a_room_without_its_source_is_told(folder, capsys):
    (folder / "source" / "02_empty" / "answers").mkdir(parents=True)
    (folder / "source" / "__pycache__").mkdir()
    for act in (build.check, build.build):
        with pytest.raises(CourseError, match=r"source/02_empty is .* without a `les"):
            act()
    assert not list(folder.glob("*.ipynb"))
