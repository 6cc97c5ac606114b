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


def test_both_supervised_methods_lie_above_both_semi_supervised_ones(rows):
    for row in rows:
        of = errors(row)
        assert min(of[SINGLE], of[MULTI]) > 1.3 * max(of[WITHOUT], of[WITH])


def test_the_effect_of_the_gan_is_the_difference_of_the_twins(rows):
    for row in rows:
        of = errors(row)
        effect = row["metrics"]["gan_effect/test_error_points"]
        assert effect == pytest.approx(of[WITH] - of[WITHOUT], abs=1e-9)


def test_without_the_gan_every_draw_comes_to_about_nine_tenths_of_a_percent(rows):
    for row in rows:
        assert 0.8 < errors(row)[WITHOUT] < 1.0


def test_the_gan_changed_nothing_in_two_draws_and_doubled_the_errors_in_one(rows):
    p_values = [row["metrics"]["gan_effect/p_value"] for row in rows]
    assert p_values[0] > 0.05
    assert p_values[2] > 0.05
    assert p_values[1] < 1e-6
    assert errors(rows[1])[WITH] > 2 * errors(rows[1])[WITHOUT]


def test_the_gan_takes_more_than_twice_the_time(rows):
    for row in rows:
        seconds = [row["metrics"][f"{m}/training_cpu_seconds"] for m in (WITHOUT, WITH)]
        assert seconds[1] > 2 * seconds[0]
