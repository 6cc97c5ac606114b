import json

import pytest

from msgan_lib.ground.errors import CourseError
from msgan_tools.authoring import claims
from msgan_tools.authoring.claims import (
    Claim,
    broken,
    contains,
    rows_of,
    uncovered_numbers,
    values,
)

ROWS = [{"metrics": {"a/x": a, "b/x": b}} for a, b in ((3, 1), (5, 2), (4, 4))]


def gap(metrics):
    return metrics["a/x"] - metrics["b/x"]


def test_a_claim_about_every_draw_needs_each():
    assert values(Claim("", gap, at_least=0), ROWS) == [2, 3, 0]
    assert broken(Claim("", gap, at_least=0), ROWS) == []
    assert broken(Claim("", gap, at_least=1), ROWS) == [0]
    assert broken(Claim("", gap, at_most=2), ROWS) == [3]
    assert broken(Claim("", gap, at_least=1, at_most=2), ROWS) == [3, 0]


def test_a_claim_about_the_mean_needs_the_mean():
    assert values(Claim("", gap, at_least=0, over="mean"), ROWS) == [5 / 3]
    assert broken(Claim("", gap, at_least=1.5, over="mean"), ROWS) == []
    assert broken(Claim("", gap, at_most=1.5, over="mean"), ROWS) == [5 / 3]


def test_a_claim_about_rows_gets_them_all():
    assert values(Claim("", len, at_least=0, over="rows"), ROWS) == [3]


def test_what_is_no_number_holds_for_no_claim():
    assert len(broken(Claim("", lambda m: float("nan"), at_least=0), ROWS)) == 3


def test_a_claim_says_something():
    with pytest.raises(CourseError, match="no bound"):
        Claim("much better", gap)
    with pytest.raises(CourseError, match="every drawer"):
        Claim("much better", gap, at_least=1, over="every drawer")


def test_rows_are_the_lessons_or_those_named(tmp_path):
    claim = Claim("", gap, at_least=0)
    with pytest.raises(CourseError, match=r"msgan sweep data/sweeps/01_tiny\.yaml"):
        rows_of(claim, "01_tiny", tmp_path)
    for name, rows in (("01_tiny", ROWS), ("other", ROWS[:1])):
        text = "".join(json.dumps(row) + "\n" for row in rows)
        (tmp_path / f"{name}.jsonl").write_text(text)
    assert rows_of(claim, "01_tiny", tmp_path) == ROWS
    named = Claim("", gap, at_least=0, rows="other.jsonl")
    assert rows_of(named, "01_tiny", tmp_path) == ROWS[:1]


def test_a_lesson_may_claim_nothing():
    assert claims.claims_of("98_none") == ([], ())


TEXT = "It is **about twice** as\nfast, and 5 % of the *images* cost 0.5 s."


@pytest.mark.parametrize(
    "words", ["about twice as fast", "**twice** as fast,", "5 % of the images", "It is"]
)
def test_words_are_found_across_lines_and_emphasis(words):
    assert contains(TEXT, words)


@pytest.mark.parametrize("words", ["twice as slow", "bout twice", "5 s", "about twic"])
def test_other_words_are_not_found(words):
    assert not contains(TEXT, words)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("4 % wrong", ["4 %"]),
        ("4% wrong", ["4%"]),
        ("4.25 % wrong", ["4.25"]),
        ("1,000.5 of them", ["1,000.5"]),
        ("about 4 points", ["4 points"]),
        ("one\npoint", ["one point"]),
        ("Three times and 3 times", ["Three times", "3 times"]),
        ("20 percent, a 3-point lead", ["20 percent", "3-point"]),
        ("60,000 images, 28 x 28, lesson 03, 1 of 4", []),
        ("`x = 0.5` is code", []),
        ("```\n0.5 %\n```\nand 0.5", ["0.5"]),
        ("version v1.2 and section 3.", []),
        ("many times, at some point, pointless", []),
    ],
)
def test_numbers_in_prose_are_found(text, numbers):
    found = uncovered_numbers(text, [])
    assert [entry.split("'")[1] for entry in found] == numbers


def test_words_cover_the_numbers_in_them_and_no_others():
    text = "It is 5 % worse, then 95 % and 5 % again; 2.5 points."
    assert len(uncovered_numbers(text, [])) == 4
    assert len(uncovered_numbers(text, ["5 % worse"])) == 3
    assert len(uncovered_numbers(text, ["5 %"])) == 2  # not that in 95 %
    assert len(uncovered_numbers(text, ["95 %", "5 %"])) == 1
    assert uncovered_numbers(text, ["95 %", "5 %", "2.5\npoints"]) == []
