"""One law for parameters: what `msgan run` refuses, no cell of a notebook may do."""

import sys

import numpy as np
import pytest

from msgan_lib import data
from msgan_lib.few_labels import label_draw
from msgan_lib.ground.errors import CourseError
from msgan_lib.lesson import parameters
from msgan_lib.lesson.run import start_run
from msgan_tools.run.notebook_file import fill_in, find_notebook

GOOD = {
    "profile": "smoke", "seed": 0, "dataset": "mnist", "labels_per_class": 10,
    "label_seed": 0, "method": "supervised_multiscale", "num_steps": 0,
    "recipe": {},
}  # fmt: skip
# The value as a cell has it, as -p takes it, and what both say.
WRONG = [
    ("label_seed", 1.0, "1.0", "Parameter 'label_seed' .*of type int, .*be '?1.0"),
    ("label_seed", True, "true", "Parameter 'label_seed' .*of type int"),
    ("label_seed", "1", '"1"', "Parameter 'label_seed' .*of type int"),
    ("label_seed", -1, "-1", "label_seed must be from 0 to 4294967295, not -1"),
    ("seed", 10**19, str(10**19), "seed must be from 0 to 4294967295, not 1000"),
    ("seed", None, "null", "Parameter 'seed' .*of type int"),
    ("num_steps", -5, "-5", "num_steps must be from 0 to 10000000, not -5"),
    ("num_steps", 10**8, str(10**8), "num_steps must be from 0 to 10000000, not 1"),
    ("labels_per_class", 0, "0", "labels_per_class must be from 1 to 4963, not 0: "),
    ("labels_per_class", 4964, "4964", "labels_per_class must be from 1 to 4963"),
    ("method", "magic", "magic", "There is no method 'magic'; there are supervised"),
    ("method", "plain_mlp", "plain_mlp", r"'plain_mlp' \(did you mean 'plain_mlp_"),
    ("dataset", "minst", "minst", r"'minst' \(did you mean 'mnist'\?\); there are mn"),
    ("recipe", [1], "[1]", "Parameter 'recipe' .*of type dict"),
    ("recipe", {"lrr": 1}, '{"lrr": 1}', r"no field 'lrr' \(did you mean 'lr'\?\); it"),
    ("recipe", {"lr": 0}, '{"lr": 0}', "lr must be above 0, not 0.0"),
    ("recipe", {"lr": "1"}, '{"lr": "1"}', "lr is of type float, so it cannot be '1'"),
    ("profile", "fast", "fast", "There is no profile 'fast'; choose one of smoke, cl"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value", "text", "sentence"), WRONG)
def test_a_cell_and_an_option_are_refused_alike(
    tmp_path, monkeypatch, name, value, text, sentence
):
    monkeypatch.setenv("MSGAN_RUN_DIR", str(tmp_path / "run"))
    monkeypatch.delenv("MSGAN_PROFILE", raising=False)
    with pytest.raises(CourseError, match=sentence):
        fill_in(find_notebook("one_run"), {name: text})
    with pytest.raises(CourseError, match=sentence):
        start_run("one_run", **{**GOOD, name: value})
    assert not (tmp_path / "run").exists()


def test_what_is_allowed_is_allowed_to_both(tmp_path, monkeypatch):
    monkeypatch.setenv("MSGAN_RUN_DIR", str(tmp_path))
    most = {"seed": 2**32 - 1, "labels_per_class": 4963, "num_steps": 1}
    texts = {name: str(value) for name, value in most.items()}
    assert fill_in(find_notebook("one_run"), {"profile": "smoke", **texts}) == {
        **GOOD,
        **most,
    }
    run = start_run("one_run", **{**GOOD, **most, "note": "mine"})
    assert run.parameters == {**GOOD, **most, "note": "mine"}


def test_the_numbers_of_a_recipe_are_typed_and_in_one_order(tmp_path, monkeypatch):
    monkeypatch.setenv("MSGAN_RUN_DIR", str(tmp_path))
    run = start_run("one_run", **{**GOOD, "recipe": {"lr": 1, "batch_size": 8}})
    filled = fill_in(find_notebook("one_run"), {"recipe": '{"lr": 1, "batch_size": 8}'})
    for recipe in (run.parameters["recipe"], filled["recipe"]):
        assert list(recipe.items()) == [("batch_size", 8), ("lr", 1.0)]
        assert type(recipe["lr"]) is float


def test_a_notebook_of_ones_own_has_the_types_of_its_parameters_cell(
    tmp_path, monkeypatch
):
    monkeypatch.setenv("MSGAN_RUN_DIR", str(tmp_path))
    written = {"width": int, "lr": float, "recipe": dict}
    monkeypatch.setitem(vars(sys.modules["__main__"]), "__annotations__", written)
    run = start_run("mine", profile="smoke", width=3, lr=1, recipe={"a": 1})
    assert type(run.parameters["lr"]) is float
    for wrong in ({"width": 3.0}, {"width": np.int64(3)}, {"lr": float("nan")}):
        with pytest.raises(CourseError, match=r"is of type \w+, so it cannot be"):
            start_run("mine", profile="smoke", **wrong)


def test_a_data_set_that_is_not_here(tmp_path, monkeypatch):
    monkeypatch.setenv("MSGAN_DATA", str(tmp_path))
    with pytest.raises(CourseError, match="run `msgan data fetch fashion-mnist`"):
        parameters.check_value("dataset", "fashion-mnist")


@pytest.mark.parametrize("dataset", data.DATASETS)
def test_the_most_labels_are_those_that_can_be_drawn(dataset):
    if not data.data_folder(dataset).is_dir():
        pytest.skip(f"{dataset} was not fetched")
    _, labels = data.load_images(dataset, "train")
    most = data.DATASETS[dataset].most_labels
    assert len(label_draw(labels, most, 0)) == 10 * most
    with pytest.raises(CourseError, match=f"from 1 to {most}, not"):
        label_draw(labels, most + 1, 0)
    parameters.check_values({"dataset": dataset, "labels_per_class": most})
