"""What the lessons and READMEs say about results, held to the recorded runs."""

import functools

import pytest

from msgan_lib.recorded_rows import RESULTS, read_rows
from msgan_tools.authoring import build
from msgan_tools.authoring.claims import judge_file, judge_lesson

LESSONS = [stem for stem in build.source_stems() if build.is_lesson(stem)]
DRAWS = 5  # what a lesson says of its own runs is about so many draws at least

verdict_on = functools.cache(judge_lesson)


@pytest.mark.parametrize("stem", LESSONS)
def test_claims_hold_for_the_recorded_runs_and_cover_every_number(stem):
    assert verdict_on(stem).mistakes == []


def test_claims_of_the_readmes_hold_and_cover_every_number():
    assert judge_file(build.sources() / "readme_claims.py").mistakes == []


def test_there_are_claims():
    assert all(verdict_on(stem).num_claims for stem in LESSONS)


@pytest.mark.parametrize("stem", LESSONS)
def test_rows_are_of_one_revision_in_one_profile_and_a_sweep_makes_them_again(stem):
    for file in verdict_on(stem).files:
        rows = read_rows(RESULTS / f"{file}.jsonl")
        assert len({row["profile"] for row in rows}) == 1
        assert len({row["revision"] for row in rows}) == 1
        assert not rows[0]["revision"].endswith("-dirty")
        assert (RESULTS.parent / "sweeps" / f"{file}.yaml").exists()


@pytest.mark.parametrize("stem", LESSONS)
def test_a_lessons_own_rows_are_of_enough_draws(stem):
    if stem in verdict_on(stem).files:
        rows = read_rows(RESULTS / f"{stem}.jsonl")
        given = [row["parameters"] for row in rows]
        assert {row["notebook"] for row in rows} == {stem}
        assert len({(p.get("label_seed"), p["seed"]) for p in given}) >= DRAWS
