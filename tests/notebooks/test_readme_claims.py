"""What README.md says of the results, held to the recorded rows."""

import re
from statistics import mean

import pytest

from msgan_lib.gan_effects import COMPARISONS
from msgan_lib.recorded_rows import RESULTS, by_draw, read_rows
from msgan_tools.authoring import build

OF = {comparison.setting: comparison for comparison in COMPARISONS}
MLP = "MLP, in place of pseudo-labels"
FILES = sorted(
    {
        file
        for c in COMPARISONS
        for file, _ in (c.labels_alone, c.without_gan, c.with_gan)
        if (RESULTS / f"{file}.jsonl").exists()
    }
)


def errors(setting):
    """Return the three sides' errors as lists."""
    return [list(draws.values()) for draws in OF[setting].errors().values()]


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


def test_an_mlp_without_augmentation_has_22_and_7_and_2_percent():
    alone, without, with_gan = errors(MLP)
    assert 21.5 < mean(alone) < 22.5
    assert 6.5 < mean(without) < 7.5
    assert 1.5 < mean(with_gan) < 2.5
    assert max(OF[MLP].effects()) < 0


def cost_ratios(setting):
    """Return how many times the CPU seconds of its twin the GAN took, by draw."""
    (file, with_gan), (_, without) = OF[setting].with_gan, OF[setting].without_gan
    rows = read_rows(RESULTS / f"{file}.jsonl")
    first, second = (
        by_draw(rows, m, "training_cpu_seconds") for m in (with_gan, without)
    )
    return [first[draw] / second[draw] for draw in first]


def test_the_gan_on_the_mlp_takes_2_3_times_the_cpu_time():
    ratios = cost_ratios(MLP)
    assert 2.2 < min(ratios) < max(ratios) < 2.4


# Not the multi-scale network without augmentation: its twins are from two processors.
@pytest.mark.parametrize("setting", [MLP, "augmented, on top of consistency"])
def test_at_equal_seconds_the_steps_are_as_much_fewer_as_they_are_dearer(setting):
    comparison = OF[f"{setting}, equal seconds"]
    (of_gan,), (of_twin,) = steps(comparison.with_gan), steps(comparison.without_gan)
    assert of_twin / of_gan == pytest.approx(mean(cost_ratios(setting)), rel=0.05)


def test_at_equal_seconds_the_mlp_is_still_better_with_the_gan_in_all_draws():
    _, _, with_gan = errors(f"{MLP}, equal seconds")
    assert 4.25 < mean(with_gan) < 4.75
    assert max(OF[f"{MLP}, equal seconds"].effects()) < 0


def test_at_equal_seconds_no_help_is_seen_elsewhere():
    of_multiscale, of_augmented = (
        OF[f"{setting}, equal seconds"].effects()
        for setting in (
            "multi-scale, in place of pseudo-labels",
            "augmented, on top of consistency",
        )
    )
    assert mean(of_multiscale) > 0
    assert min(of_augmented) > 0


def test_on_a_multiscale_network_the_gan_is_no_better_than_pseudo_labels():
    effects = OF["multi-scale, in place of pseudo-labels"].effects()
    assert min(effects) < 0 < max(effects)  # both sides of zero in the picture
    assert mean(effects) > 0


def test_a_generator_that_fools_leaves_less_than_half_of_their_errors():
    _, without, with_gan = errors("multi-scale, fooling, in place of pseudo-labels")
    assert mean(with_gan) < 0.5 * mean(without)
    assert max(OF["multi-scale, fooling, in place of pseudo-labels"].effects()) < -2


def test_at_equal_seconds_little_more_than_half_of_them_are_left():
    setting = "multi-scale, fooling, in place of pseudo-labels, equal seconds"
    _, without, with_gan = errors(setting)
    assert 0.5 < mean(with_gan) / mean(without) < 0.56
    assert max(OF[setting].effects()) < 0


def test_labels_alone_give_about_four_percent_and_the_pipeline_two_thirds():
    alone, without, with_gan = errors("lesson 14, after the vote")
    assert 3.5 < mean(alone) < 4.5
    assert 0.6 < min(without) < max(without) < 0.75
    assert 0.65 < min(with_gan) < max(with_gan) < 0.8


def test_from_20_labels_it_makes_as_few_errors():
    _, without, with_gan = errors("lesson 14, 20 labels, after the vote")
    assert max(without + with_gan) < 0.85


def test_in_the_pipeline_the_gan_helps_in_no_mean():
    for setting in ("lesson 14", "lesson 14, fooling", "lesson 14, 20 labels"):
        assert 0 < mean(OF[f"{setting}, after the vote"].effects()) < 0.06


def test_with_augmentation_it_has_more_than_twice_the_errors_of_consistency():
    for setting in ("augmented", "augmented, fooling"):
        _, without, with_gan = errors(f"{setting}, in place of consistency")
        assert mean(with_gan) > 2 * mean(without)
    assert mean(OF["augmented, on top of consistency"].effects()) > 0


def test_added_to_consistency_fooling_changes_no_draw_by_more_than_a_tenth():
    effects = OF["augmented, fooling, on top of consistency"].effects()
    assert max(map(abs, effects)) <= 0.1 + 1e-9  # 1.07 - 0.97 is not 0.1 in binary
    assert abs(mean(effects)) < 0.02


def test_on_clothes_both_sides_have_24_percent_and_labels_alone_31():
    alone, without, with_gan = errors("lesson 14, clothes, after the vote")
    assert 30.5 < mean(alone) < 31.5
    assert 23.5 < mean(without) < 24.5
    assert 23.5 < mean(with_gan) < 24.5


def test_in_the_pipeline_the_gan_takes_nearly_twice_the_time():
    rows = read_rows(RESULTS / "14_full_training.jsonl")
    without, with_gan = (
        by_draw(rows, f"semisupervised_{side}_gan", "training_cpu_seconds")
        for side in ("without", "with")
    )
    for draw, seconds in without.items():
        assert 1.7 * seconds < with_gan[draw] < 2.05 * seconds
