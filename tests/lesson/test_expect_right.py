"""An answer tried on many inputs (msgan_lib/lesson/expect.py)."""

import pytest

from msgan_lib.lesson.checks import Wrong
from msgan_lib.lesson.expect import expect_right

MISTAKES = {
    "You halve.": lambda x: x / 2,
    "You take the inverse.": lambda x: 1 / x,
}


def judged(answer, inputs=(4, 0, 9)):
    return expect_right(
        answer,
        [(x,) for x in inputs],
        lambda x: x * x,
        MISTAKES,
        told=lambda x: f"For {x}",
    )


def test_right_results_pass():
    judged(lambda x: x**2)


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (lambda x: 0.5 * x, "You halve."),
        (lambda x: 2 if x == 4 else x * x, "For 4 you return 2, not 16."),
        # It stops at 0, where the mistake does too: what came before explains it.
        (lambda x: x**-1, "You take the inverse."),
    ],
)
def test_a_mistake_is_named_where_it_explains_every_result(answer, message):
    with pytest.raises(Wrong) as caught:
        judged(answer)
    assert str(caught.value) == message


def test_an_answer_that_is_right_until_it_stops_tells_where():
    with pytest.raises(ZeroDivisionError):
        judged(lambda x: x**3 / x)


def test_results_are_read_first():
    with pytest.raises(Wrong, match="not a text"):
        expect_right(str, [(1,)], int, {}, told=str, read=refused)


def refused(result, given):
    raise Wrong("not a text")
