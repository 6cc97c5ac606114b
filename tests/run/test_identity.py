"""What makes a run another run, on a copy of the course of which one thing changes."""

import json
import shutil
from pathlib import Path

import pytest

from msgan_lib import PROJECT_ROOT
from msgan_lib.data import data_folder
from msgan_lib.training import recipes
from msgan_tools.run import identity as module
from msgan_tools.run import import_graph
from msgan_tools.run.identity import identity, read_code
from msgan_tools.run.notebook_file import fill_in, find_notebook

LESSON_14 = "notebooks/14_full_training.ipynb"
LESSON_16 = "notebooks/16_when_does_a_gan_help.ipynb"
ONE_RUN = "notebooks/one_run.ipynb"
RECIPES = "training/recipes.yaml"


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A copy of what runs are made of."""
    shutil.copytree(PROJECT_ROOT / "msgan_lib", tmp_path / "msgan_lib")
    for each in ("data/results", "data/weights"):
        shutil.copytree(PROJECT_ROOT / each, tmp_path / each)
    (tmp_path / "data/mnist").symlink_to(data_folder("mnist"))
    monkeypatch.setenv("MSGAN_DATA", str(tmp_path / "data"))
    (tmp_path / "notebooks").mkdir()
    for path in (LESSON_14, LESSON_16, ONE_RUN):
        shutil.copy(PROJECT_ROOT / path, tmp_path / path)
    for reader in (module, import_graph):
        monkeypatch.setattr(reader, "PROJECT_ROOT", tmp_path)
    monkeypatch.setattr(recipes, "RECIPES", tmp_path / "msgan_lib" / RECIPES)
    yield tmp_path
    recipes._all_methods.cache_clear()


def of(course, path, device="cpu", **changed):
    recipes._all_methods.cache_clear()
    notebook = find_notebook(str(course / path))
    values = {**fill_in(notebook, {}), **changed}
    return identity(notebook, values, "data", device)


def edit(path, old, new):
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def edit_cell(path, kind, change):
    """Change the source of the first cell of a kind of which `change` makes another."""
    content = json.loads(path.read_text("utf-8"))
    for cell in content["cells"]:
        old = "".join(cell["source"])
        if cell["cell_type"] == kind and (new := change(old)) != old:
            cell["source"] = new
            path.write_text(json.dumps(content), "utf-8")
            return
    raise AssertionError("no cell was changed")


# What says something and computes nothing.


def a_docstring(course):
    edit(course / "msgan_lib/losses.py", '"""Return how badly', '"""Say how badly')


def a_comment_in_a_module(course):
    edit(course / "msgan_lib/losses.py", "import math\n", "import math  # logarithms\n")


def line_breaks_in_a_module(course):
    edit(course / "msgan_lib/losses.py", "def real_logit", "\n\n\ndef real_logit")


def a_comment_in_a_cell(course):
    edit_cell(course / LESSON_14, "code", lambda text: f"# why\n{text}")


def prose(course):
    edit_cell(course / LESSON_14, "markdown", lambda text: f"{text} Indeed.")


def a_quiz(course):
    edit_cell(
        course / LESSON_14, "code", lambda text: text.replace("quiz(", "quiz(1, ")
    )


def a_new_method(course):
    with open(course / "msgan_lib" / RECIPES, "a") as file:
        file.write("another:\n  title: new\n  like: supervised_mlp\n")


def a_title(course):
    edit(course / "msgan_lib" / RECIPES, "title: multi-scale,", "title: many scales,")


def a_method_that_it_does_not_name(course):
    edit(course / "msgan_lib" / RECIPES, "batch_size: 32\n  lr: 0.01", "lr: 0.01")


def a_picture(course):
    edit(course / "msgan_lib/plots/curves.py", "figure", "drawing")


def a_lessons_check(course):
    edit(course / "msgan_lib/lesson/checks.py", "ATTEMPTS = 4", "ATTEMPTS = 5")


def a_module_that_it_does_not_import(course):
    edit(course / "msgan_lib/recorded_rows.py", "[:-1]", "[:-2]")


def rows_that_it_does_not_read(course):
    with open(course / "data/results/rivals.jsonl", "a") as file:
        file.write("{}\n")


def rows_of_its_own(course):
    with open(course / "data/results/14_full_training.jsonl", "a") as file:
        file.write("{}\n")


def weights_that_it_does_not_name(course):
    with open(course / "data/weights/lesson_06_generator.safetensors", "ab") as file:
        file.write(b"more")


@pytest.mark.parametrize(
    "change",
    [
        a_docstring,
        a_comment_in_a_module,
        line_breaks_in_a_module,
        a_comment_in_a_cell,
        prose,
        a_quiz,
        a_new_method,
        a_title,
        a_method_that_it_does_not_name,
        a_picture,
        a_lessons_check,
        a_module_that_it_does_not_import,
        rows_that_it_does_not_read,
        rows_of_its_own,
        weights_that_it_does_not_name,
    ],
)
def test_what_changes_no_number_makes_no_other_run(course, change):
    before = of(course, LESSON_14)
    change(course)
    assert of(course, LESSON_14) == before


# What can change a number.


def test_the_same_seed_of_a_lesson_is_the_same_run(course):
    first = of(course, LESSON_14)
    assert len(first) == 16
    assert of(course, LESSON_14) == first
    notebook = find_notebook(str(course / LESSON_14))
    values = fill_in(notebook, {})
    assert identity(notebook, values, "data", code=read_code(notebook)) == first
    others = {
        of(course, LESSON_14, device="cuda"),
        of(course, LESSON_14, seed=1),
        of(course, LESSON_14, profile="full"),
        identity(notebook, values, "other data"),
    }
    assert len(others | {first}) == 5


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("losses.py", "(on_real + on_fake) / 2", "(on_real + on_fake) / 3"),
        ("ground/seeding.py", "[:8]", "[:7]"),
        ("training/optimizers.py", "1 + math.cos", "2 + math.cos"),
    ],
    ids=["a loss", "the seeds", "a schedule"],
)
def test_a_number_in_code_that_is_reached_makes_another_run(course, file, old, new):
    before = of(course, LESSON_14)
    edit(course / "msgan_lib" / file, old, new)
    assert of(course, LESSON_14) != before


def test_defaults_do_not_count_but_a_parameter_that_is_set_again_does(course):
    before = of(course, LESSON_14, label_seed=3)
    edit_cell(
        course / LESSON_14,
        "code",
        lambda text: text.replace("label_seed: int = 0", "label_seed: int = 7"),
    )
    assert of(course, LESSON_14, label_seed=3) == before
    edit_cell(
        course / LESSON_14,
        "code",
        lambda text: text.replace("\nrun =", "\nseed: int = 5; run ="),
    )
    assert of(course, LESSON_14, label_seed=3) != before


def test_a_cell_makes_another_run(course):
    before = of(course, LESSON_14)
    edit_cell(
        course / LESSON_14,
        "code",
        lambda text: text.replace("\nrun =", "\nx = 1; run ="),
    )
    assert of(course, LESSON_14) != before


def test_a_recorded_row_that_is_read_makes_another_run(course):
    before = of(course, LESSON_16)
    edit(
        course / "data/results/few_labels_regimes.jsonl", '_percent": 2', '_percent": 3'
    )
    assert of(course, LESSON_16) != before


@pytest.mark.parametrize(
    ("code", "more"),
    [
        ("from msgan_lib.weights import load_judge", set()),
        ("import msgan_lib.weights as w; w.load_generator('a_game')", {"a_game"}),
        ("from msgan_lib.weights import *; load_weights(f'a_ga{seed}')", {"a_game"}),
    ],
)
def test_weights_that_are_loaded_make_another_run(course, code, more):
    weights = course / "data/weights"
    for name in ("a_game", "another"):
        (weights / f"{name}.safetensors").write_bytes(b"weights")
    edit_cell(
        course / LESSON_14,
        "code",
        lambda text: text.replace("\nrun =", f"\n{code}; run ="),
    )
    before = read_code(find_notebook(str(course / LESSON_14)))
    # The judge is named in the module that loads it.
    assert set(before.files) == {f"{n}.safetensors" for n in more | {"judge"}}
    (weights / before.files[0]).write_bytes(b"other weights")
    after = read_code(find_notebook(str(course / LESSON_14)))
    assert after.checksum != before.checksum


def test_a_cell_that_is_no_python_counts_as_text(course):
    edit_cell(
        course / LESSON_14,
        "code",
        lambda text: text.replace("\nrun =", "\n%time 1\nrun ="),
    )
    before = of(course, LESSON_14)
    edit_cell(
        course / LESSON_14, "code", lambda text: text.replace("%time 1", "%time 2")
    )
    assert of(course, LESSON_14) != before


def test_a_recipe_that_a_cell_names_makes_another_run(course):
    before = of(course, LESSON_14)
    edit(
        course / "msgan_lib" / RECIPES,
        "title: unlabelled images and a GAN that draws\n",
        "title: unlabelled images and a GAN that draws\n  weight_balance: 0.2\n",
    )
    assert of(course, LESSON_14) != before


def test_a_recipe_that_a_run_receives_makes_another_run(course):
    mlp, lstm = "supervised_mlp", "supervised_lstm"
    before = of(course, ONE_RUN, method=mlp), of(course, ONE_RUN, method=lstm)
    assert of(course, ONE_RUN, method=mlp, recipe={"lr": 0.5}) not in before
    edit(course / "msgan_lib" / RECIPES, "network: RowLSTM", "network: MLP")
    assert of(course, ONE_RUN, method=mlp) == before[0]
    assert of(course, ONE_RUN, method=lstm) != before[1]


@pytest.mark.parametrize(
    ("stem", "files"),
    [
        ("02_multiscale_features", {"multiscale"}),
        ("03_rivals", {"rivals"}),
        ("16_when_does_a_gan_help", {"14_full_training", "few_labels_regimes"}),
    ],
)
def test_what_a_lesson_reads_of_recorded_rows_is_found(stem, files):
    assert files <= {Path(name).stem for name in read_code(find_notebook(stem)).files}
