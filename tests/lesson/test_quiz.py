import json

import nbformat
import pytest
from nbclient import NotebookClient

from msgan_lib.ground.errors import CourseError
from msgan_lib.lesson.quiz import (
    check_quiz,
    opened,
    quiz,
    sealed,
    shuffled,
    view,
)
from msgan_tools.run.jupyter_kernel import OwnKernel

OPTIONS = {
    "So that noise goes away": "There is no noise in `x`.",
    "So that stripes stay stripes": "Without a blur they turn into others.",
    "So that the image is smaller": "The blur <keeps> its size.",
}
RIGHT = "So that stripes stay stripes"
QUESTION = "Why do we blur `x` first?"


def test_without_widgets_the_question_is_text(capsys):
    quiz(QUESTION, OPTIONS, right=RIGHT)
    out = capsys.readouterr().out
    assert out.startswith(QUESTION)
    order = shuffled(QUESTION, OPTIONS)
    for number, option in enumerate(order, start=1):
        assert f"  {number}. {option}\n" in out
    assert "answer=1" in out
    for answer in OPTIONS.values():
        assert answer not in out


def test_an_answer_can_be_had_as_text(capsys):
    for number, option in enumerate(shuffled(QUESTION, OPTIONS), start=1):
        quiz(QUESTION, OPTIONS, right=RIGHT, answer=number)
        out = capsys.readouterr().out
        assert option in out
        assert OPTIONS[option] in out
        assert ("Right." in out) == (option == RIGHT)
        assert ("Not quite." in out) == (option != RIGHT)


@pytest.mark.parametrize("answer", [0, 4, -1])
def test_there_are_no_other_answers(answer):
    with pytest.raises(CourseError, match="from 1 to 3"):
        quiz(QUESTION, OPTIONS, right=RIGHT, answer=answer)


def test_the_widget_answers_every_option():
    question, buttons, said = view(QUESTION, OPTIONS, RIGHT).children
    assert question.value == "Why do we blur <code>x</code> first?"
    assert list(buttons.options) == shuffled(QUESTION, OPTIONS)
    assert buttons.value is None
    assert said.value == ""
    seen = {}
    for option in buttons.options:
        buttons.value = option
        seen[option] = said.value
    assert seen["So that noise goes away"] == (
        "Not quite. There is no noise in <code>x</code>."
    )
    assert seen[RIGHT].startswith("Right.")
    assert "&lt;keeps&gt;" in seen["So that the image is smaller"]


def test_the_order_depends_on_the_words_alone():
    backwards = dict(reversed(OPTIONS.items()))
    assert shuffled(QUESTION, OPTIONS) == shuffled(QUESTION, backwards)
    places = {
        shuffled(f"Question {number}?", OPTIONS).index(RIGHT) for number in range(30)
    }
    assert places == {0, 1, 2}


WRONG = {
    "two options": ({"a": "x", "b": "y"}, "a", "three or four"),
    "five options": ({c: "x" for c in "abcde"}, "a", "three or four"),
    "no answer": ({"a": "x", "b": "y", "c": ""}, "a", "three or four"),
    "another": (OPTIONS, "So that", "none of its options"),
    "long": ({"a": "x", "b": "y", "the " * 9: "z"}, "the " * 9, "stands out"),
    "short": ({"the " * 9: "x", "an " * 12: "y", "c": "z"}, "c", "stands out"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_question_that_is_none_is_rejected(name):
    options, right, message = WRONG[name]
    with pytest.raises(CourseError, match=message):
        check_quiz("Why?", options, right)
    with pytest.raises(CourseError, match=message):
        quiz("Why?", options, right)


def test_in_a_notebook_it_is_one_output_in_two_forms():
    code = (
        "from msgan_lib.lesson.quiz import quiz\n"
        f"quiz({QUESTION!r}, {OPTIONS!r}, right={RIGHT!r})"
    )
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    NotebookClient(notebook, km=OwnKernel(), timeout=120).execute()
    (output,) = notebook.cells[0].outputs
    assert output.output_type == "display_data"
    assert output.data["text/plain"].startswith(QUESTION)
    assert "1. " in output.data["text/plain"]
    assert "application/vnd.jupyter.widget-view+json" in output.data
    assert "Without a blur" not in json.dumps(output)


def test_sealed_answers_can_be_opened_and_not_be_read(capsys):
    text = sealed(OPTIONS, RIGHT)
    assert opened(list(OPTIONS), text) == (OPTIONS, RIGHT)
    for words in (RIGHT, *OPTIONS.values()):
        assert words not in text
    for number in range(1, 4):
        quiz(QUESTION, OPTIONS, right=RIGHT, answer=number)
        plain = capsys.readouterr().out
        quiz(QUESTION, list(OPTIONS), answers=text, answer=number)
        assert capsys.readouterr().out == plain


@pytest.mark.parametrize(
    ("options", "text"),
    [
        (list(OPTIONS)[1:], sealed(OPTIONS, RIGHT)),
        ([*OPTIONS, "another"], sealed(OPTIONS, RIGHT)),
        (list(OPTIONS), sealed(OPTIONS, RIGHT)[4:]),
        (list(OPTIONS), "no code"),
        (list(OPTIONS), "W10="),  # []
        (list(OPTIONS), "WzksImEiLCJiIiwiYyJd"),  # the tenth option is right
    ],
)
def test_answers_of_other_options_are_refused(options, text):
    with pytest.raises(CourseError, match="do not belong together"):
        quiz(QUESTION, options, answers=text)
