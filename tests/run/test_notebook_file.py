import pytest

from msgan_lib.ground.errors import CourseError
from msgan_tools.run import notebook_file
from msgan_tools.run.notebook_file import (
    fill_in,
    find_notebook,
    lessons,
    read_parameters,
    split_options,
)

CELL = """
profile: str = "class"  # how much
seed: int = 0  # of everything
lr: float = 1  # step size
shift: float = -0.5  # of the images
use_gan: bool = True  # or not
note: str = ""  # of one's own
offset: int = 0  # of the labels
"""


@pytest.fixture
def book(notebook):
    return find_notebook(str(notebook("book", "x = 1", parameters=CELL)))


def test_parameters_are_read_with_their_types(book):
    found = {name: (p.type, p.default) for name, p in book.parameters.items()}
    assert found == {
        "profile": ("str", "class"),
        "seed": ("int", 0),
        "lr": ("float", 1.0),
        "shift": ("float", -0.5),
        "use_gan": ("bool", True),
        "note": ("str", ""),
        "offset": ("int", 0),
    }


@pytest.mark.parametrize(
    "line",
    [
        "seed = 0",
        "seed: int",
        "seed: int = 1 + 1",
        "seed: int = '0'",
        "seed: int = True",
        "seed: list = [1]",
        "lr: float = 1e999",
        "import os",
        "print(1)",
        "seed: int =",
    ],
)
def test_what_is_no_plain_parameter_is_refused(line):
    with pytest.raises(CourseError, match="parameters cell of book"):
        read_parameters(f'profile: str = "class"\n{line}', "book")


def test_a_notebook_needs_one_parameters_cell_with_a_profile(tmp_path, notebook):
    with pytest.raises(CourseError, match="no `profile`"):
        find_notebook(str(notebook("without", parameters="seed: int = 0")))
    path = notebook("none", "x = 1")
    path.write_text(path.read_text().replace('"parameters"', '"params"'))
    with pytest.raises(
        CourseError, match="exactly one cell tagged `parameters`, not 0"
    ):
        find_notebook(str(path))
    path.write_text(path.read_text()[:100])
    with pytest.raises(CourseError, match="not a notebook that can be read"):
        find_notebook(str(path))


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("profile=full", "full"),
        ('profile="full"', "full"),
        ("note=5", "5"),
        ("note=a=b", "a=b"),
        ("seed=7", 7),
        ("offset=-1", -1),
        ("lr=2", 2.0),
        ("lr=1e-3", 1e-3),
        ("use_gan=false", False),
    ],
)
def test_values_are_typed(book, option, value):
    values = fill_in(book, split_options([option]))
    name = option.partition("=")[0]
    assert values[name] == value
    assert type(values[name]) is type(value)
    assert list(values) == list(book.parameters)


@pytest.mark.parametrize(
    "option",
    [
        "seed=ten",
        "seed=1.0",
        "seed=true",
        "seed=",
        'seed="1"',
        "seed=[1]",
        "lr=true",
        "lr=NaN",
        "lr=Infinity",
        "lr=1e999",
        "use_gan=1",
        "use_gan=True",
        "use_gan=null",
        'profile="full',
    ],
)
def test_a_wrong_type_is_refused(book, option):
    name = option.partition("=")[0]
    with pytest.raises(CourseError, match=f"Parameter '{name}' of book is of type"):
        fill_in(book, split_options([option]))


def test_options_of_a_recipe_are_put_in_one():
    options = ["recipe.lr=1e-3", "seed=1", "recipe.generator_loss=saturating"]
    given = split_options(options)
    assert list(given) == ["seed", "recipe"]
    recipe = {"lr": 0.001, "generator_loss": "saturating"}
    values = fill_in(find_notebook("one_run"), {**given, "method": "plain_mlp_gan"})
    assert values["recipe"] == recipe


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["recipe.lr=1", "recipe.lr=2"], "-p recipe.lr is given twice"),
        (["recipe={}", "recipe.lr=2"], "-p recipe.lr is given twice"),
        (["recipe.lr=2", "recipe={}"], "-p recipe is given twice"),
        (["recipe.=2"], "-p takes NAME=VALUE"),
        (["recipe.lr.x=2"], "-p takes NAME=VALUE"),
    ],
)
def test_options_of_a_recipe_that_are_none(options, sentence):
    with pytest.raises(CourseError, match=sentence):
        split_options(options)


def test_notebooks_are_found_by_stem_and_as_solutions(tmp_path, notebook, monkeypatch):
    (tmp_path / "solutions").mkdir()
    for name in ("14_b", "02_a", "one_run", "solutions/14_b"):
        notebook(name)
    monkeypatch.setattr(notebook_file, "NOTEBOOKS", tmp_path)
    assert lessons() == ["02_a", "14_b"]
    assert find_notebook("one_run").name == "one_run"
    solved = find_notebook("solutions/14_b")
    assert solved.name == solved.argument == "solutions/14_b"
    assert find_notebook(str(tmp_path / "solutions" / "14_b.ipynb")) == solved
    for unknown in ("14", "../02_a", "missing.ipynb", ""):
        with pytest.raises(CourseError, match="there are 02_a, 14_b, one_run"):
            find_notebook(unknown)
