import pytest

from msgan_lib.ground.errors import CourseError
from msgan_tools.authoring.convert import convert
from msgan_tools.authoring.quiz_cells import seal_quizzes

SOURCE = """x = 1
quiz(
    "A question that is as long as this one, which needs a second line to be asked, is "
    "it \\"long\\"?",
    {
        "Yes, of course": "It needs " "two lines.",
        "No, not at all": "Count its words.",
        "It can't be known": "Count them — all.",
    },
    right="Yes, of course",
)
y = 2"""


def test_a_notebook_asks_what_the_source_asks(capsys):
    asked = []
    for source in (SOURCE, seal_quizzes(SOURCE)):
        names = {"quiz": lambda *args, **named: asked.append((args, named))}
        exec(source, names)
        assert (names["x"], names["y"]) == (1, 2)
    from msgan_lib.lesson.quiz import opened

    (args, named), (sealed_args, sealed_named) = asked
    assert sealed_args == (args[0], list(args[1]))
    assert opened(sealed_args[1], **sealed_named) == (args[1], named["right"])


def test_no_answer_can_be_read_in_a_notebook():
    text = seal_quizzes(SOURCE)
    assert "right" not in text
    assert "two lines" not in text
    assert max(map(len, text.splitlines())) <= 88
    assert text == seal_quizzes(SOURCE)
    for notebook in convert(f"# %%\n{SOURCE}\n", lesson="01"):
        assert notebook.cells[0].source == text


def test_other_cells_stay_as_they_are():
    for source in (
        "quiz = 1",
        "def quiz(x):\n    pass",
        "quiz(",
        "x\n\n\ny",
        "# quiz()",
    ):
        assert seal_quizzes(source) == source


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"Yes, of course": ', '"Yes, indeed": ', "none of its options"),
        ('"No, not at all": "Count its words.",', "", "three or four"),
        ('"Count its words."', '""', "each with an answer"),
        ('    right="Yes, of course",\n', "", "a quiz is"),
        ('right="Yes, of course"', 'right="Yes, of course", answer=1', "a quiz is"),
        ('right="Yes, of course"', "right=best", "a quiz is"),
        ('"Count its words."', "count(words)", "a quiz is"),
    ],
)
def test_a_quiz_that_does_not_hold_is_no_notebook(old, new, message):
    assert old in SOURCE
    with pytest.raises(CourseError, match=message):
        convert(f"# %%\n{SOURCE.replace(old, new)}\n", lesson="01")
