"""What README.md says of lesson 14's results, held to the recorded rows."""

import pytest

from msgan_lib.course.readme import LESSON
from msgan_lib.course.recorded import RESULTS, read_rows
from msgan_lib.training.methods import HEADLINE_METHODS

SINGLE, MULTI, WITHOUT, WITH = HEADLINE_METHODS


@pytest.fixture(scope="module")
def rows():
    return read_rows(RESULTS / f"{LESSON}.jsonl")


def errors(row):
    return {m: row["metrics"][f"{m}/test_error_percent"] for m in HEADLINE_METHODS}


def test_the_rows_are_full_runs_of_several_draws_by_one_library(rows):
    draws = [row["parameters"]["label_seed"] for row in rows]
    assert draws == list(range(len(rows)))  # none is left out
    assert len(rows) > 1
    for row in rows:
        assert row["profile"] == "full"
        assert row["parameters"]["labels_per_class"] == 10
        assert row["parameters"]["dataset"] == "mnist"
        assert row["command"].startswith(f"msgan run {LESSON} --profile full")
    assert len({row["revision"] for row in rows}) == 1
    assert not rows[0]["revision"].endswith("-dirty")


def test_labels_alone_give_about_four_percent_and_unlabelled_images_two_thirds(rows):
    for row in rows:
        of = errors(row)
        assert min(of[SINGLE], of[MULTI]) > 3.3
        assert max(of[SINGLE], of[MULTI]) < 4.7
        assert 0.595 < of[WITHOUT] < 0.755


def test_without_the_votes_the_networks_have_eight_or_nine_tenths_of_a_percent(rows):
    for row in rows:
        for method in (WITHOUT, WITH):
            alone = row["metrics"][f"{method}_alone/test_error_percent"]
            assert 0.75 < alone < 0.95
            assert alone > errors(row)[method] + 0.1


def test_the_effect_of_the_gan_is_the_difference_of_the_twins(rows):
    for row in rows:
        of = errors(row)
        effect = row["metrics"]["gan_effect/test_error_points"]
        assert effect == pytest.approx(of[WITH] - of[WITHOUT], abs=1e-9)


def test_the_gan_changed_at_most_eight_images_in_ten_thousand_which_may_be_chance(rows):
    for row in rows:
        assert abs(row["metrics"]["gan_effect/test_error_points"]) < 0.085
        assert row["metrics"]["gan_effect/p_value"] > 0.05
        assert row["metrics"]["gan_effect_alone/p_value"] > 0.05


def test_the_gan_takes_nearly_twice_the_time(rows):
    for row in rows:
        seconds = [row["metrics"][f"{m}/training_cpu_seconds"] for m in (WITHOUT, WITH)]
        assert 1.7 * seconds[0] < seconds[1] < 2.05 * seconds[0]
