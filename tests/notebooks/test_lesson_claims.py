"""What the lessons' prose says about results, held to the recorded runs."""

import ast

import jupytext
import pytest

from msgan_lib.recorded_rows import RESULTS
from msgan_tools.authoring import build
from msgan_tools.authoring.claims import (
    Claim,
    broken,
    claims_of,
    contains,
    rows_of,
    uncovered_numbers,
)

LESSONS = [stem for stem in build.source_stems() if build.is_lesson(stem)]
CLAIMS = [
    pytest.param(stem, claim, id=f"{stem}-{claim.prose[:60]}")
    for stem in LESSONS
    for claim in claims_of(stem)[0]
]
DRAWS = 5  # a claim about draws is about so many at least


def prose_of(stem):
    """Return the texts of a lesson: its Markdown cells, and what its quizzes say."""
    source = build.source_of(stem)
    cells = jupytext.reads(source.read_text("utf-8"), fmt="py:percent").cells
    return [text for cell in cells for text in texts(cell)]


def texts(cell):
    if cell.cell_type == "markdown":
        return [cell.source]
    return [
        node.value
        for call in ast.walk(ast.parse(cell.source))
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "quiz"
        for node in ast.walk(call)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]


def test_there_are_claims():
    assert CLAIMS, "no claim was found: nothing would be tested"


@pytest.mark.parametrize(("stem", "claim"), CLAIMS)
def test_a_claim_stands_in_its_lesson(stem, claim):
    assert any(contains(text, claim.prose) for text in prose_of(stem))


@pytest.mark.parametrize(("stem", "claim"), CLAIMS)
def test_a_claim_holds_for_the_recorded_runs(stem, claim):
    assert broken(claim, rows_of(claim, stem)) == []


@pytest.mark.parametrize("stem", LESSONS)
def test_every_number_in_the_prose_is_claimed_or_given(stem):
    claims, given = claims_of(stem)
    words = [*(claim.prose for claim in claims), *given]
    found = [
        number for text in prose_of(stem) for number in uncovered_numbers(text, words)
    ]
    assert found == []


@pytest.mark.parametrize("stem", LESSONS)
def test_what_is_given_stands_in_the_prose(stem):
    unused = [
        words
        for words in claims_of(stem)[1]
        if not any(contains(text, words) for text in prose_of(stem))
    ]
    assert unused == []


@pytest.mark.parametrize("stem", LESSONS)
def test_claims_of_a_lesson_are_about_enough_draws_in_its_profile(stem):
    if any(claim.rows is None for claim in claims_of(stem)[0]):
        rows = rows_of(Claim("", float, at_least=0), stem)
        assert {row["notebook"] for row in rows} == {stem}
        draws = {
            (row["parameters"].get("label_seed"), row["parameters"]["seed"])
            for row in rows
        }
        assert len(draws) >= DRAWS
        assert len({row["profile"] for row in rows}) == 1
        assert len({row["revision"] for row in rows}) == 1
        assert not rows[0]["revision"].endswith("-dirty")
        assert (RESULTS.parent / "sweeps" / f"{stem}.yaml").exists()
