from hypothesis import given
from hypothesis import strategies as st

from msgan_lib.ground.words import WIDTH, wrapped

PIECES = (
    *("(4 / 5.9)", "(-0.53 to -0.10)", "[0, 1, 2]", "28 x 28", "2 x 16 x 7", "23.3 %"),
    *("multi-scale", "semisupervised_with_gan_alone/test_error_percent", "word", "a"),
)


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=60))
def test_lines_fit_a_page_and_break_nothing(pieces):
    lines = wrapped(" ".join(pieces)).splitlines()
    assert max(map(len, lines)) <= WIDTH
    left = list(pieces)
    for line in lines:  # each line is whole pieces
        while line:
            piece = left.pop(0)
            assert line.startswith(piece)
            line = line[len(piece) :].removeprefix(" ")
    assert not left


def test_line_ends_and_indents_stay():
    text = "A question?\n\n  1. first\n  2. second\n"
    assert wrapped(text) == text.rstrip("\n")


def test_what_has_no_space_is_left_whole():
    path = "/a" * WIDTH
    assert wrapped(f"result saved in {path}") == f"result saved in\n{path}"
