"""Sweep files that are right, and every kind that is wrong: file, line and field."""

import math

import pytest

from msgan_lib import PROJECT_ROOT
from msgan_lib.data import data_folder
from msgan_lib.ground.yaml_lines import MOST_BYTES, YamlError
from msgan_tools.sweep import sweep_file
from msgan_tools.sweep.sweep_file import MOST_RUNS, read_sweep

PARAMETERS = """profile: str = "class"  # how much
seed: int = 0  # of everything
lr: float = 0.1  # of the steps
dataset: str = "mnist"  # which images
method: str = "supervised_multiscale"  # which training
deep: bool = False  # or not
recipe: dict = {}  # other numbers than the method's"""


@pytest.fixture
def sweep(notebook, tmp_path):
    """Read a sweep file with this text below the line that names the notebook."""
    path = notebook("tiny", "x = 1", parameters=PARAMETERS)
    file = tmp_path / "sweep.yaml"

    def read(text="", first=f"notebook: {path}\n"):
        content = first + text
        if isinstance(content, str):
            content = content.encode()
        file.write_bytes(content)
        return read_sweep(file)

    read.file = file
    return read


def given(sweep):
    return [point.given for point in sweep.points]


def test_seeds_grid_and_methods_are_multiplied_and_seeds_come_first(sweep):
    read = sweep(
        "profile: smoke\nparameters: {dataset: mnist}\ngrid:\n  lr: [1, 0.5]\n"
        "methods: [supervised_multiscale, supervised_single_scale]\nseeds: [3, 4]\n"
        "limits: {minutes: 2, gigabytes: 1.5}\n"
    )
    fixed = {"profile": "smoke", "dataset": "mnist"}
    assert given(read) == [
        {"seed": seed, "lr": lr, "method": method, **fixed}
        for seed in (3, 4)
        for lr in (1.0, 0.5)
        for method in ("supervised_multiscale", "supervised_single_scale")
    ]
    assert type(read.points[0].given["lr"]) is float
    assert (read.limits.minutes, read.limits.gigabytes) == (2.0, 1.5)


def test_points_are_listed_one_by_one(sweep):
    read = sweep("points:\n- {lr: 0.5, deep: true}\n- {lr: 1.0e-3}\nseeds: [1]\n")
    assert given(read) == [
        {"seed": 1, "lr": 0.5, "deep": True},
        {"seed": 1, "lr": 0.001},
    ]


def test_numbers_of_a_recipe_are_put_in_one_parameter(sweep):
    text = "parameters: {recipe: {augmented: false}}\ngrid: {recipe.lr: [1, 0.5]}\n"
    read = sweep(f"{text}points: [{{recipe.batch_size: 8}}, {{seed: 1}}]\n")
    assert [point["recipe"] for point in given(read)] == [
        {"batch_size": 8, "lr": 1, "augmented": False},
        {"batch_size": 8, "lr": 0.5, "augmented": False},
        {"lr": 1, "augmented": False},
        {"lr": 0.5, "augmented": False},
    ]


def test_a_notebook_alone_is_one_run_with_its_defaults(sweep):
    assert given(sweep()) == [{}]
    assert sweep().limits.minutes is None


def test_the_example_is_two_methods_and_three_seeds_of_one_run():
    read = read_sweep(PROJECT_ROOT / "data" / "sweeps" / "example.yaml")
    assert read.notebook.name == "one_run"
    assert len(read.points) == 6
    assert {point.given["profile"] for point in read.points} == {"smoke"}


BOMB = "a: &a [1, 1]\nb: &b [*a, *a]\nc: [*b, *b]\n"
WRONG = [
    # what there is to read at all
    (b"\xff\xfe\x00\x01", "is no text in UTF-8"),
    (b"\x00\x01\x02", "is no text in UTF-8"),
    (b"#" * (MOST_BYTES + 1), "is larger than"),
    (b"", "line 1: the file is empty"),
    (b"# nothing\n", "the file is empty"),
    (b"- 1\n- 2\n", "line 1: must be lines `NAME: VALUE`"),
    (b"just words\n", "line 1: must be lines `NAME: VALUE`"),
    (b"seeds: [0]\n", "line 1: the field `notebook` is missing"),
    (b"notebook: nowhere\n", "line 1, field notebook: There is no notebook 'nowhere'"),
    (b"notebook: [one_run]\n", "line 1, field notebook: must be a notebook's name"),
    (b"[" * 5_000, "nested too deep"),
    # the form
    ("seeds: [0\n", "line 3: "),
    ("grid:\n\tlr: [1]\n", "line 3: "),
    ("---\nseeds: [0]\n", "line 3: a second document begins"),
    ("seeds: [0]\nseeds: [1]\n", "line 3, field seeds: 'seeds' is given twice"),
    ("grid:\n  lr: [1]\n  lr: [2]\n", "line 4, field grid.lr: 'lr' is given twice"),
    ("1: 2\n", "line 2, field 1: '1' is no name"),
    ("[1]: 2\n", "line 2"),
    ("seeds: &s [0]\ngrid: {lr: *s}\n", "field grid.lr: write the value again; alias"),
    (BOMB, "line 3, field b: write the value again"),
    ("seeds: !!python/object:os.system [0]\n", "line 2, field seeds: tags such as"),
    ("seeds: [!!python/name:os.system x]\n", "line 2, field seeds: 'x' is no plain va"),
    ("parameters: {dataset: 2020-01-01}\n", "is no plain value; put it in quotes"),
    ("seeds:\n", "line 2, field seeds: has no value"),
    ("points: [{lr: [[[[1]]]]}]\n", "nested too deep"),
    # the fields
    ("seed: [0]\n", "line 2, field seed: a sweep file has no field 'seed' (did you me"),
    ("methods: supervised_multiscale\n", "line 2, field methods: must be a list"),
    ("seeds: 3\n", "line 2, field seeds: must be a list"),
    ("seeds: []\n", "line 2, field seeds: the list is empty"),
    ("seeds: [0,\n  1, 0]\n", "line 3, field seeds: 0 is in the list twice"),
    ("seeds: [0, 1.5]\n", "line 2, field seeds: 1.5 is not of type int"),
    ("seeds: [true]\n", "line 2, field seeds: True is not of type int"),
    ("seeds: [010]\n", "line 2, field seeds: write '010' as a plain whole number"),
    ("seeds: [1:30]\n", "line 2, field seeds: write '1:30' as a plain whole number"),
    ("profile: fast\n", "line 2, field profile: There is no profile 'fast'"),
    ("profile: 3\n", "line 2, field profile: 3 is not of type str"),
    ("methods: [magic]\n", "line 2, field methods: There is no method 'magic'; there"),
    ("methods: [supervised_multscale]\n", "(did you mean 'supervised_multiscale'?)"),
    ("parameters: [1]\n", "line 2, field parameters: must be lines `NAME: VALUE`"),
    ("parameters:\n  rl: 1\n", "line 3, field parameters.rl: tiny has no parameter 'r"),
    ("parameters: {lr: fast}\n", "field parameters.lr: 'fast' is not of type float"),
    ("parameters: {lr: 1e-3}\n", "write a number such as 0.001"),
    ("parameters: {lr: .nan}\n", "field parameters.lr: nan is not of type float"),
    ("parameters: {dataset: no}\n", "False is not of type str"),
    ("parameters: {dataset: minst}\n", "There is no dataset 'minst' (did you mean 'm"),
    ("grid: {dataset: [mnist, mnits]}\n", "line 2, field grid.dataset: There is no d"),
    ("seeds: [0, -1]\n", "line 2, field seeds: seed must be from 0 to 4294967295, no"),
    ("parameters: {deep: 1}\n", "field parameters.deep: 1 is not of type bool"),
    ("grid: {lr: 1}\n", "line 2, field grid.lr: must be a list"),
    ("grid: {lr: []}\n", "line 2, field grid.lr: the list is empty"),
    ("grid: [1]\n", "line 2, field grid: must be lines"),
    ("points: {lr: 1}\n", "line 2, field points: must be a list"),
    ("points: [1]\n", "line 2, field points: must be lines"),
    ("points:\n- {}\n", "line 3, field points: the point is empty"),
    ("points: [{lr: 1}, {lr: 1}]\n", "is in the list twice"),
    ("parameters: {lr: 1}\ngrid:\n  lr: [1]\n", "line 2, field parameters.lr: 'lr' is"),
    ("parameters: {seed: 1}\nseeds: [1]\n", "'seed' is given in seeds too"),
    ("grid: {method: [supervised_multiscale]}\nmethods: [supervised_multiscale]\n",
     "line 3, field methods: 'method' is given in grid too"),
    ("profile: full\nparameters: {profile: full}\n", "'profile' is given in paramete"),
    ("grid: {recipe.lrr: [1]}\n",
     "line 2, field grid.recipe.lrr: recipe has no field 'lrr' (did you mean 'lr'?)"),
    ("grid:\n  recipe.lr: [0.1,\n    0]\n",
     "line 4, field grid.recipe.lr: lr must be above 0, not 0.0"),
    ("parameters:\n  recipe.lr: 1e-3\n", "cannot be '1e-3'; write a number such as 0."),
    ("parameters:\n  recipe.lr: [1]\n", "line 3, field parameters.recipe.lr: lr is of"),
    ("parameters:\n  recipe: {lr: fast}\n", "line 3, field parameters.recipe.lr: lr i"),
    ("parameters: {recipe: 3}\n", "field parameters.recipe: must be lines `NAME: VALU"),
    ("parameters: {recipe: {lr: 1}}\ngrid: {recipe.lr: [2]}\n",
     "line 2, field parameters.recipe.lr: 'recipe.lr' is given in grid too"),
    ("parameters: {recipe.weight_gan: 1}\nmethods: [plain_mlp_gan, supervised_mlp]\n",
     "line 2, field parameters.recipe.weight_gan: recipe has no field 'weight_gan'"),
    ("parameters: {recipe.lr: 1}\nmethods: [hog_linear]\n", "hog_linear takes no step"),
    ("parameters: {lr.x: 1}\n", "line 2, field parameters.lr.x: tiny has no parameter"),
    ("limits: {hours: 1}\n", "line 2, field limits.hours: limits have no fi"),
    ("limits: {minutes: 0}\n", "line 2, field limits.minutes: must be a number abo"),
    ("limits: {minutes: soon}\n", "must be a number above 0, not 'soon'"),
    ("limits: {gigabytes: .inf}\n", "must be a number above 0, not inf"),
    ("limits: 3\n", "line 2, field limits: must be lines"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "sentence"), WRONG, ids=range(len(WRONG)))
def test_a_wrong_sweep_file_is_told_with_file_line_and_field(sweep, text, sentence):
    with pytest.raises(YamlError) as told:
        sweep(text) if isinstance(text, str) else sweep(text, first=b"")
    assert str(told.value).startswith(str(sweep.file))
    assert sentence in str(told.value)
    assert "\n" not in str(told.value)


def test_a_file_that_is_not_there_or_is_a_folder(tmp_path):
    with pytest.raises(YamlError, match="No such file"):
        read_sweep(tmp_path / "sweep.yaml")
    with pytest.raises(YamlError, match="cannot be read"):
        read_sweep(tmp_path)


def test_a_method_for_a_notebook_that_takes_none(notebook, tmp_path):
    (tmp_path / "sweep.yaml").write_text(
        f"notebook: {notebook('plain', 'x = 1')}\nmethods: [supervised_multiscale]\n"
    )
    with pytest.raises(YamlError, match=r"line 2, .*plain has no parameter 'method'"):
        read_sweep(tmp_path / "sweep.yaml")


def test_a_data_set_that_was_not_fetched(sweep, tmp_path, monkeypatch):
    (tmp_path / "data" / "mnist").mkdir(parents=True)
    monkeypatch.setenv("MSGAN_DATA", str(tmp_path / "data"))
    assert not data_folder("fashion-mnist").exists()
    with pytest.raises(YamlError, match="run `msgan data fetch fashion-mnist`"):
        sweep("parameters: {dataset: fashion-mnist}\n")


def test_too_many_runs_are_counted_before_they_are_listed(sweep, monkeypatch):
    side = math.isqrt(MOST_RUNS) + 1
    monkeypatch.setattr(sweep_file.itertools, "product", None)
    with pytest.raises(YamlError, match=r"these are .* runs; at most 50,000"):
        sweep(f"seeds: {list(range(side))}\ngrid: {{lr: {list(range(side))}}}\n")
