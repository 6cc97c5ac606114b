"""recipes.yaml: what it says today, and what is told of one that is wrong."""

import json
import subprocess
import sys
from dataclasses import asdict
from typing import get_args

import pytest
import torch

from msgan_lib.few_labels import FewLabels
from msgan_lib.ground.errors import CourseError
from msgan_lib.ground.yaml_lines import YamlError
from msgan_lib.losses import DISCRIMINATOR_LOSSES, GENERATOR_LOSSES
from msgan_lib.training.checkpoint import CheckpointError
from msgan_lib.training.kinds import TRAININGS, DiscriminatorLoss, FoolingLoss
from msgan_lib.training.loop import run_training
from msgan_lib.training.methods import NETWORKS, make_training
from msgan_lib.training.recipes import (
    RECIPES,
    check_changes,
    methods,
    read_recipes,
    resolve,
    title,
)


@pytest.fixture(scope="module")
def data():
    x = torch.rand(20, 1, 28, 28, generator=torch.Generator().manual_seed(0))
    y = torch.arange(10).repeat(2)
    return FewLabels(x, y, x, x, y, x, y)


def test_recipes_are_read_without_pytorch():
    code = "import sys; from msgan_lib.training.recipes import resolve\n"
    code += "resolve('plain_mlp_gan'); print('torch' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (told.stdout, told.stderr) == ("False\n", "")


def test_a_method_like_another_differs_in_what_it_says():
    game = resolve("plain_multiscale_gan")
    assert resolve("plain_multiscale_gan_not_averaged") == {**game, "average_decay": 0}
    assert game == {
        **resolve("augmented_consistency"),  # two chains up
        "augmented": False, "input_noise": 0.3,
        "generator": "ConvGenerator", "consistency": False, "weight_gan": 0.3,
        "lr_generator": 0.005,
    }  # fmt: skip
    assert resolve("autoencoder_linear") == {
        "training": "autoencoder", "network": "Autoencoder", "share_labelled": 0.25,
        "batch_size_unlabelled": 64, "batch_size_labelled": 32, "lr": 0.01,
        "lr_linear": 0.01, "weight_decay": 0.01, "average_decay": 0.995,
    }  # fmt: skip


@pytest.mark.parametrize("method", methods())
def test_a_resolved_recipe_is_plain_and_given_back_changes_nothing(method):
    recipe = resolve(method)
    assert json.loads(json.dumps(recipe)) == recipe
    parts = {"training", *TRAININGS[recipe["training"]].parts}
    numbers = {name: recipe[name] for name in recipe if name not in parts}
    assert resolve(method, numbers) == recipe


def test_every_network_that_a_recipe_may_name_is_there():
    named = {
        name
        for training in TRAININGS.values()
        if training.numbers
        for names in training.parts.values()
        for name in get_args(names)
    }
    assert named - {None} == set(NETWORKS)


def test_every_loss_that_a_recipe_may_name_is_there():
    assert set(get_args(DiscriminatorLoss)) == set(DISCRIMINATOR_LOSSES)
    assert set(get_args(FoolingLoss)) == set(GENERATOR_LOSSES)


def test_titles_are_said_of_methods_of_their_scores_and_names_of_others():
    assert title("plain_mlp_gan") == "plain MLP, GAN"
    assert title("plain_mlp_gan_frozen") == "plain MLP, GAN, frozen features"
    alone = title("semisupervised_with_gan_alone")
    assert alone == f"{title('semisupervised_with_gan')}, before the vote"
    assert title("scale_1_alone") == "scale 1 alone"


# Changes.


@pytest.mark.parametrize(
    ("method", "changes", "sentence"),
    [
        ("supervised_mlp", {"lrr": 1}, r"no field 'lrr' \(did you mean 'lr'\?\); it h"),
        ("supervised_mlp", {"num_steps": 1}, "recipe has no field 'num_steps'"),
        ("supervised_mlp", {"network": "MLP"}, "recipe has no field 'network'"),
        ("supervised_mlp", {"lr": "1"}, "lr is of type float, so it cannot be '1'; wr"),
        ("supervised_mlp", {"lr": None}, "lr is of type float, so it cannot be None"),
        ("supervised_mlp", {"lr": True}, "lr is of type float, so it cannot be True"),
        ("supervised_mlp", {"lr": float("nan")}, "lr is of type float, so .* be nan"),
        ("supervised_mlp", {"lr": -1}, "lr must be above 0, not -1.0"),
        ("supervised_mlp", {"average_decay": 1}, "at least 0 and below 1, not 1.0"),
        ("supervised_mlp", {"batch_size": 32.0}, "batch_size is of type int, so it ca"),
        ("supervised_mlp", {"batch_size": 1}, "batch_size must be from 2 to 10000, n"),
        ("supervised_mlp", {"augmented": 1}, "augmented is of type bool, so it cannot"),
        ("plain_mlp_gan", {"threshold": 1.1}, "threshold must be from 0 to 1, not 1.1"),
        ("plain_mlp_gan", {"few_labels": -1}, "few_labels must be at least 0, not -1"),
        ("plain_mlp_gan", {"matched_levels": "none"}, "no matched_levels 'none'; ther"),
        ("plain_mlp_gan", {"generator_loss": [1]}, r"There is no generator_loss \[1\]"),
        ("plain_mlp_gan", {"game_noise": -0.1}, "game_noise must be at least 0, not -"),
        ("plain_mlp_gan", {"generator_decay": 1}, "at least 0 and below 1, not 1.0"),
        ("game_hinge", {"game_noise": 0.1}, r"recipe has no field 'game_noise'"),
        ("hog_linear", {"lr": 1}, "hog_linear takes no steps, so its recipe has no nu"),
        ("plain_mlp_gam", {}, r"no method 'plain_mlp_gam' \(did you mean 'plain_mlp_g"),
    ],
)  # fmt: skip
def test_a_number_that_a_recipe_cannot_have_is_told(method, changes, sentence):
    with pytest.raises(CourseError, match=sentence) as told:
        check_changes(method, changes)
    assert "\n" not in str(told.value)


def test_a_change_reaches_the_training_and_nothing_else_does(data):
    training = make_training("plain_mlp_gan", data, 6, 0, recipe={"lr": 1})
    assert asdict(training.recipe) == {
        **asdict(make_training("plain_mlp_gan", data, 6, 0).recipe),
        "lr": 1.0,
    }
    assert training.optimizer.defaults["lr"] == 1.0
    assert type(training.recipe.lr) is float


def test_a_checkpoint_of_other_numbers_is_refused(data, tmp_path):
    def train(**recipe):
        training = make_training("supervised_mlp", data, 1, 0, recipe)
        path = tmp_path / "training.pt"
        run_training(training, checkpoint=path)

    train(lr=0.5)
    train(lr=0.5)
    with pytest.raises(CheckpointError, match=r"lr is 0\.5 there, 0\.25 here"):
        train(lr=0.25)


# Files that are wrong.

GOOD = "one:\n  title: first\n  training: supervised\n  network: MLP\n"
WRONG = [
    ("- 1\n", "line 1: must be lines"),
    ("one: 1\n", "line 1, field one: must be lines"),
    ("one: {training: supervised, network: MLP}\n", "field one: the field `title` is"),
    ("one: {title: a}\n", "line 1, field one: the field `training` is missing"),
    ("one: {title: 3, training: supervised}\n", "field one.title: must be the words"),
    ("one: {title: a, training: supervised}\n", "the field `network` is missing"),
    ("one: {title: a, training: supervise}\n", "line 1, field one.training: There is "
     "no training 'supervise' (did you mean 'supervised'?); there are supervised"),
    ("one: {title: a, training: [1]}\n", "There is no training [1]"),
    (GOOD + "  lr: fast\n", "line 5, field one.lr: lr is of type float, so it cannot"),
    (GOOD + "  lr: 0\n", "line 5, field one.lr: lr must be above 0"),
    (GOOD + "  lrr: 1\n", "line 5, field one.lrr: a method of training supervised has "
     "no field 'lrr' (did you mean 'lr'?); it may have title, lik"),
    (GOOD + "  num_steps: 1\n", "line 5, field one.num_steps: a method of training"),
    (GOOD.replace("MLP", "MPL"), "line 4, field one.network: There is no network "
     "'MPL' (did you mean 'MLP'?); there are SingleScaleCNN"),
    (GOOD.replace("MLP", "VAE"), "line 4, field one.network: There is no network 'VAE"),
    (GOOD + "two: {title: b, like: oone}\n", "line 5, field two.like: There is no "
     "method 'oone' (did you mean 'one'?); there are one, two"),
    (GOOD + "two: {title: b, like: [one]}\n", "There is no method ['one']"),
    (GOOD + "two: {like: one}\n", "line 5, field two: the field `title` is missing"),
    (GOOD + "two:\n  title: first\n  like: one\n", "line 6, field two.title: 'first' "
     "is the title of one"),
    (GOOD + "two:\n  title: b\n  like: two\n", "line 7, field two.like: goes round in "
     "a circle: two -> two"),
    (GOOD + "a: {title: a, like: b}\nb: {title: b, like: c}\nc: {title: c, like: b}\n",
     "line 7, field c.like: goes round in a circle: b -> c -> b"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "sentence"), WRONG, ids=range(len(WRONG)))
def test_a_wrong_file_is_told_with_line_and_field(tmp_path, text, sentence):
    path = tmp_path / "recipes.yaml"
    path.write_text(text)
    with pytest.raises(YamlError) as told:
        read_recipes(path)
    assert str(told.value).startswith(str(path))
    assert sentence in str(told.value)
    assert "\n" not in str(told.value)


def test_the_file_is_beside_the_module():
    assert list(read_recipes(RECIPES)) == list(methods())
