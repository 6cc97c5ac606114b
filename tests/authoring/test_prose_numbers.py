import pytest

from msgan_tools.authoring.prose_numbers import contains, uncovered_numbers

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
    uncovered = uncovered_numbers(text, [])
    assert [entry.split("'")[1] for entry in uncovered] == numbers


def test_words_cover_the_numbers_in_them_and_no_others():
    text = "It is 5 % worse, then 95 % and 5 % again; 2.5 points."
    assert len(uncovered_numbers(text, [])) == 4
    assert len(uncovered_numbers(text, ["5 % worse"])) == 3
    assert len(uncovered_numbers(text, ["5 %"])) == 2  # not that in 95 %
    assert len(uncovered_numbers(text, ["95 %", "5 %"])) == 1
    assert uncovered_numbers(text, ["95 %", "5 %", "2.5\npoints"]) == []
