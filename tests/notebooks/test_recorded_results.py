"""What the comparisons of README.md and lesson 16 were recorded with."""

import re
from statistics import mean

import pytest

from msgan_lib.few_labels import load_few_labels
from msgan_lib.gan_effects import COMPARISONS
from msgan_lib.ground.seeding import named_generator
from msgan_lib.measure_images import measure_samples
from msgan_lib.recorded_rows import RESULTS, by_draw, read_rows
from msgan_lib.training.game import draw_images
from msgan_lib.weights import load_generator, load_judge, shipped_weights
from msgan_tools.authoring import build, readme

OF = {comparison.setting: comparison for comparison in COMPARISONS}
FILES = sorted(
    {
        file
        for c in COMPARISONS
        for file, _ in (c.labels_alone, c.without_gan, c.with_gan)
        if (RESULTS / f"{file}.jsonl").exists()
    }
)


@pytest.mark.parametrize("file", FILES)
def test_the_rows_are_full_runs_by_one_library_and_no_draw_is_left_out(file):
    rows = read_rows(RESULTS / f"{file}.jsonl")
    draws = {}
    for row in rows:
        given = row["parameters"]
        draws.setdefault(given.get("method"), []).append(given["label_seed"])
        clothes = file == "few_labels_fashion"
        assert given["dataset"] == ("fashion-mnist" if clothes else "mnist")
        assert row["profile"] == "full"
        assert row["command"].startswith(f"msgan run {row['notebook']} --profile full")
    for method, seeds in draws.items():
        assert sorted(seeds) == list(range(len(seeds))), method
    assert len({row["parameters"]["labels_per_class"] for row in rows}) == 1
    assert len({row["revision"] for row in rows}) == 1
    assert not rows[0]["revision"].endswith("-dirty")


def steps(source):
    """Return the numbers of steps with which a method was recorded."""
    file, method = source
    if file == "14_full_training":  # its trainings have the steps of its own text
        lesson = build.source_of("14_full_training").read_text("utf-8")
        return set(map(int, re.findall(r'^num_steps = .*"full": (\w+)}', lesson, re.M)))
    return {
        row["parameters"]["num_steps"]
        for row in read_rows(RESULTS / f"{file}.jsonl")
        if row["parameters"]["method"] == method.removesuffix("_alone")
    }


# One run of lesson 14 trains both sides; all other sides have runs of their own.
OWN_RUNS = [
    setting
    for setting, c in OF.items()
    if c.effects() and c.with_gan[0] != "14_full_training"
]


@pytest.mark.parametrize("setting", OWN_RUNS)
def test_both_sides_have_equal_steps_or_equal_seconds(setting):
    (of_gan,), (of_twin,) = steps(OF[setting].with_gan), steps(OF[setting].without_gan)
    equal_seconds = setting.endswith("equal seconds")
    assert of_gan < of_twin if equal_seconds else of_gan == of_twin


def cost_ratios(setting):
    """Return how many times the CPU seconds of its twin the GAN took, by draw."""
    (file, with_gan), (_, without) = OF[setting].with_gan, OF[setting].without_gan
    rows = read_rows(RESULTS / f"{file}.jsonl")
    first, second = (
        by_draw(rows, m, "training_cpu_seconds") for m in (with_gan, without)
    )
    return [first[draw] / second[draw] for draw in first]


# Not the multi-scale network without augmentation: its twins are from two processors.
@pytest.mark.parametrize(
    "setting", ["MLP, in place of pseudo-labels", "augmented, on top of consistency"]
)
def test_at_equal_seconds_the_steps_are_as_much_fewer_as_they_are_dearer(setting):
    comparison = OF[f"{setting}, equal seconds"]
    (of_gan,), (of_twin,) = steps(comparison.with_gan), steps(comparison.without_gan)
    assert of_twin / of_gan == pytest.approx(mean(cost_ratios(setting)), rel=0.05)


def game_rows():
    """Return the rows of plain games by method and seed."""
    rows = [
        row for file in readme.GAMES for row in read_rows(RESULTS / f"{file}.jsonl")
    ]
    return {
        (row["parameters"]["method"], row["parameters"]["seed"]): row for row in rows
    }


def test_a_generator_of_each_recorded_loss_and_optimiser_is_shipped():
    shipped, rows = shipped_weights(), game_rows()
    for method, seed in rows:
        if seed == 0 and method != "public_recipe":
            weights, row = shipped[method], rows[method, seed]
            assert (weights.method, weights.seed) == (method, seed)
            assert weights.num_steps == row["parameters"]["num_steps"]
            assert weights.recipe == row["parameters"]["recipe"] == {}


def test_shipped_weights_draw_what_their_row_says():
    name = "game_averaged"
    recorded = game_rows()[name, 0]["metrics"]
    generator, judge = load_generator(name), load_judge()
    z = generator.sample_noise(10_000, named_generator(0, "samples"))
    x_real = load_few_labels().x_development
    measured = measure_samples(judge, draw_images(generator, z), x_real)
    for what in ("frechet_distance", "sure_percent", "classes_reached"):
        # The weights are rounded to half precision, and processors differ.
        assert measured[what] == pytest.approx(recorded[f"{name}/{what}"], rel=0.01)
