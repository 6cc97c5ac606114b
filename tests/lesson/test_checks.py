import json
import random
import re
import signal
import sys
import time

import numpy as np
import pytest
import torch
from IPython.core.interactiveshell import InteractiveShell

from msgan_lib.ground.errors import CourseError
from msgan_lib.lesson import checks
from msgan_lib.lesson.checks import (
    Exercise,
    Wrong,
    check,
    exercise,
    expect_close,
    expect_tensor,
    judge,
    not_attempted,
    unchanged,
)

SEEN = []


def check_halve(halve, stream):
    x = torch.rand(2, 1, 8, 8, generator=stream)
    SEEN.append(x)
    result = halve(x)
    expect_tensor(result, shape=(2, 1, 4, 4))
    expect_close(result, x[..., ::2, ::2], "Not every second pixel.")


HALVE = Exercise("98_halve", 2.0, check_halve)
REFERENCE = (
    "def halve(x):\n    ### BEGIN SOLUTION\n    return ...\n    ### END SOLUTION"
)


@pytest.fixture(autouse=True)
def course(tmp_path, monkeypatch):
    """A course with one exercise, and without solved notebooks."""
    monkeypatch.setattr(checks, "PROJECT_ROOT", tmp_path)
    monkeypatch.setattr(checks, "_registered", {"98_halve": HALVE})
    monkeypatch.setattr(checks, "_attempts", {})
    monkeypatch.setattr(checks, "all_exercises", lambda: checks._registered)
    SEEN.clear()
    return tmp_path


@pytest.fixture
def solutions(course):
    folder = course / "notebooks" / "solutions"
    folder.mkdir(parents=True)
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": "# Title"},
        {
            "cell_type": "code",
            "metadata": {"tags": ["solution"], "exercise": "98_halve"},
            "source": REFERENCE.splitlines(keepends=True),
        },
    ]
    (folder / "98_tiny.ipynb").write_text(json.dumps({"cells": cells}))
    return folder


def right(x):
    return x[..., ::2, ::2]


# Where the checks of a lesson are.

ROOM = """
from msgan_lib.lesson.checks import exercise

@exercise("97_f")
def check_f(f, stream):
    pass
"""


@pytest.fixture
def room(tmp_path, monkeypatch):
    """Write the checks of a lesson that was made up: `room(text)`."""
    monkeypatch.setenv("MSGAN_LESSONS", str(tmp_path))
    monkeypatch.setattr(checks, "_registered", {})
    monkeypatch.delitem(checks.sys.modules, "checks_of_97_made_up", raising=False)

    def write(text):
        path = tmp_path / "97_made_up" / "checks.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        return path

    yield write
    checks.sys.modules.pop("checks_of_97_made_up", None)


def test_a_room_brings_its_checks(room):
    room(ROOM)
    assert checks.find_exercise("97_f").points == 1
    assert list(checks.all_exercises()) == ["97_f"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            f"{ROOM}import no_such_module\n",
            "ModuleNotFoundError: No module named",
        ),
        (f"{ROOM}def\n", "SyntaxError: invalid syntax"),
        (ROOM.replace("97_f", "98_g"), "98_g is no exercise of this lesson"),
        (ROOM.replace("97_f", "f"), "An exercise is named NN_function and has points"),
    ],
)
def test_checks_that_are_none_are_told_in_one_sentence(room, text, told):
    path = room(text)
    for _ in range(2):  # nothing of it stays
        with pytest.raises(CourseError) as error:
            check("97_f", lambda x: x)
        assert str(error.value).startswith(f"{path} can't be used: {told}")
        assert str(error.value).endswith("; mend it there.")
        assert "\n" not in str(error.value)
    assert checks._registered == {}


def test_checks_without_the_exercise_are_told(room):
    room(ROOM)
    with pytest.raises(CourseError, match="no exercise '97_g'; there are: 97_f"):
        check("97_g", lambda x: x)


def test_a_course_without_checks_is_told_in_one_sentence(room, monkeypatch, tmp_path):
    monkeypatch.delenv("MSGAN_LESSONS")
    monkeypatch.setattr(checks, "PROJECT_ROOT", tmp_path)  # a notebook copied elsewhere
    with pytest.raises(CourseError) as error:
        check("97_f", lambda x: x)
    assert str(error.value) == (
        f"{tmp_path / 'notebooks' / 'source'} holds no checks of exercises; run the "
        "notebook inside the whole course folder."
    )


def test_a_folder_of_lessons_that_is_none_is_told(room, monkeypatch, tmp_path):
    monkeypatch.setenv("MSGAN_LESSONS", str(tmp_path / "nowhere"))
    with pytest.raises(CourseError, match=r"MSGAN_LESSONS is .*nowhere.* no such f"):
        check("97_f", lambda x: x)


# What is printed and returned.


def test_a_right_answer_earns_its_points(capsys):
    points = check("98_halve", right)
    assert points == 2.0
    assert isinstance(points, float)
    assert capsys.readouterr().out == "98_halve: right, 2 points.\n"


@pytest.mark.parametrize("answer", [right, lambda x: x, ...])
def test_points_are_shown_to_nbgrader_and_to_nobody_else(monkeypatch, answer):
    shell = InteractiveShell.instance()
    points = check("98_halve", answer)
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    assert shell.display_formatter.format(points) == ({}, {})
    for execution in ("autograde", "validate"):
        monkeypatch.setenv("NBGRADER_EXECUTION", execution)
        (shown, _) = shell.display_formatter.format(points)
        assert shown == {"text/plain": "2.0" if answer is right else "0.0"}


def test_a_right_answer_shows_the_reference_without_nbgraders_marks(capsys, solutions):
    check("98_halve", right)
    assert capsys.readouterr().out == (
        "98_halve: right, 2 points.\nOne way to write it:\n\n"
        "    def halve(x):\n        return ...\n\n"
    )


def empty(x):
    """Return every second pixel."""
    ...


def bare(x, y=3): ...


def with_pass(x: int) -> int:
    pass


def of_nbgrader(x):
    """Return every second pixel."""
    # YOUR CODE HERE
    raise NotImplementedError()


@torch.no_grad()
def decorated(x):
    """Return every second pixel."""
    ...


@pytest.mark.parametrize(
    "stub", [..., empty, bare, with_pass, of_nbgrader, decorated, lambda x: None]
)
def test_a_stub_is_not_attempted_and_no_attempt(capsys, stub):
    assert not_attempted(stub)
    for _ in range(5):
        assert check("98_halve", stub) == 0.0
    assert capsys.readouterr().out == "98_halve: not attempted\n" * 5
    assert checks._attempts == {}


@pytest.mark.parametrize(
    "answer",
    [
        right,
        lambda x: x,
        lambda x: 0,
        lambda x: print(),
        print,
        torch.nn.Identity,
        torch.nn.Identity(),
        None,
        3,
    ],
)
def test_anything_else_was_attempted(answer):
    assert not not_attempted(answer)


def test_wrong_answers_are_counted_and_the_fourth_shows_the_reference(
    capsys, solutions
):
    others = (
        lambda x: x[..., 1::2, ::2],
        lambda x: x[..., ::2, 1::2],
        lambda x: x[..., 1::2, 1::2],
        lambda x: -x[..., ::2, ::2],
        lambda x: 2 * x[..., ::2, ::2],
    )
    for attempt, answer in enumerate(others, start=1):
        assert check("98_halve", answer) == 0.0
        out = capsys.readouterr().out
        assert out.startswith("98_halve: not right yet. Not every second pixel.\n")
        assert ("One way to write it" in out) == (attempt >= 4)
        assert (f"Attempt {attempt};" in out) == (attempt < 4)
    check("98_halve", right)
    assert "right, 2 points" in capsys.readouterr().out


def test_without_solutions_the_fourth_wrong_answer_just_says_so(capsys):
    for factor in range(2, 6):
        capsys.readouterr()
        check("98_halve", lambda x, factor=factor: factor * x)
    assert "One way" not in capsys.readouterr().out


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"cells": [1, {}]}', "<<<<"])
def test_a_damaged_solution_is_none(capsys, solutions, content):
    (solutions / "98_tiny.ipynb").write_text(content)
    assert check("98_halve", right) == 2.0
    assert "One way" not in capsys.readouterr().out


@pytest.mark.parametrize("name", ["98_double", "halve", "..", "", "97_halve", None])
def test_an_unknown_exercise_names_those_there_are(name):
    with pytest.raises(CourseError, match=rf"no exercise {name!r}; .* 98_halve\.$"):
        check(name, right)


# What a student's code may do.


def stops(x):
    """Return every second pixel."""
    y = x
    return y.no_such_thing


def calls_another(x):
    return torch.cat([x, x[:, 0]])


def exits(x):
    sys.exit(1)


def loops(x):
    return loops(x)


def interrupts(x):
    raise KeyboardInterrupt


def gives_up(x):
    raise GeneratorExit


def says_much(x):
    raise ValueError("so many words " * 1_000)


def says_nothing(x):
    class Speechless(Exception):
        __str__ = None

    raise Speechless


BAD = [
    (lambda: 1, "can't be called as the exercise says: TypeError"),
    (lambda x, y: x, "can't be called as the exercise says: TypeError"),
    (stops, r"stops in line 4 \(`return y.no_such_thing`\): AttributeError"),
    (calls_another, r"stops in line 2 \(`return torch.cat.*RuntimeError"),
    (exits, "stops in line 2.*SystemExit: 1"),
    (interrupts, "stops in line 2.*KeyboardInterrupt"),
    (gives_up, "stops in line 2.*GeneratorExit"),
    (says_much, r"stops in line 2.*ValueError: so many .{200,300} \.\.\."),
    (says_nothing, "stops in line 5.*Speechless"),
    (loops, "stops in line 2.*RecursionError"),
    (3, "`halve` must be a function, not an int"),
    (None, "`halve` must be a function, not a NoneType"),
    (lambda x: print(), "is None: is a `return` missing"),
    (lambda x: [x], "is a list, but not a tensor"),
    (lambda x: x, r"shape \(2, 1, 8, 8\), but not \(2, 1, 4, 4\)"),
    (lambda x: x[..., ::2, ::2] / 0, "infinite or NaN"),
    (lambda x: x[..., ::2, ::2].mul_(2), "changes its input"),
    (lambda x: x.zero_()[..., ::2, ::2], "changes its input"),
    (torch.nn.Flatten(), "shape"),
]


@pytest.mark.parametrize(("answer", "message"), BAD)
def test_what_is_wrong_is_said_and_nothing_raised(capsys, answer, message):
    assert check("98_halve", answer) == 0.0
    captured = capsys.readouterr()
    out = " ".join(captured.out.split())
    assert re.search(message, out), out
    assert captured.err == ""


def test_a_result_that_the_check_stumbles_over_is_told(monkeypatch):
    def stumbling(answer, stream):
        return answer(1) + 1

    message = judge(Exercise("98_f", 1.0, stumbling), lambda x: "text")
    assert message.startswith("The check can't work with what your function returns")


@pytest.mark.usefixtures("interruptible")
def test_an_interrupt_of_the_person_passes():
    def interrupted(x):
        signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        check("98_halve", interrupted)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_an_answer_without_end_is_stopped(capsys, monkeypatch):
    def waits(x):
        while True:
            time.sleep(60)

    monkeypatch.setattr(checks, "LIMIT", 0.1)
    assert check("98_halve", waits) == 0.0
    assert "stopped after 0.1 seconds: does a loop" in capsys.readouterr().out
    assert check("98_halve", right) == 2.0


def test_the_same_answer_is_the_same_attempt():
    """So a verdict does not change when an unchanged cell is run again."""

    def made(constant, default=1):
        def answer(x, unused=default):
            # A comment is no change.
            return x + constant

        return answer

    def again(x):
        return again(x)

    def inputs(answer):
        SEEN.clear()
        check("98_halve", answer)
        return SEEN[0].sum().item()

    ones = lambda: torch.ones(1)  # noqa: E731
    makers = [
        lambda: made(1),
        lambda: made(2),
        lambda: made(1, default=3),
        lambda: made(ones()),
        lambda: again,
        torch.nn.Identity,
        lambda: right,
    ]
    seen = [[inputs(make()) for make in makers] for _ in range(2)]
    assert seen[0] == seen[1], "other inputs for an unchanged answer"
    assert len(set(seen[0])) == len(makers), "the same inputs for another answer"


def test_nothing_goes_to_stderr_for_which_nbgrader_gives_no_points(capsys):
    def chatty(x):
        print("here", file=sys.stderr)
        return right(x)

    assert check("98_halve", chatty) == 2.0
    captured = capsys.readouterr()
    assert "here" in captured.out
    assert captured.err == ""


# Inputs and random numbers.


def test_inputs_are_the_same_for_everybody_and_others_at_every_attempt():
    for attempt in (1, 2, 1):
        judge(HALVE, right, attempt)
    first, other, again = zip(SEEN[::2], SEEN[1::2], strict=True)  # judged twice each
    assert all(map(torch.equal, first, again))
    assert not any(map(torch.equal, first, other))
    assert not first[0].equal(first[1])


def test_what_an_answer_remembers_does_not_help_it():
    remembered = {}

    def forgetful(x):
        return remembered.setdefault(x.shape, right(x))

    assert judge(HALVE, forgetful) is not None


def test_a_check_moves_no_stream_of_the_notebook():
    def draws():
        numbers = random.random(), np.random.rand(), torch.rand(1).item()  # noqa: NPY002
        return numbers

    def seed():
        random.seed(3)
        np.random.seed(3)  # noqa: NPY002
        torch.manual_seed(3)

    given = []

    def random_answer(x):
        given.append(draws())
        return x / 0

    seed()
    expected = draws()
    seed()
    judge(HALVE, random_answer)
    assert draws() == expected
    judge(HALVE, random_answer)
    assert given[0] == given[1], "the answer's own numbers do not repeat"


def test_gradients_of_the_inputs_survive():
    def needs_gradient(answer, stream):
        x = torch.ones(3, requires_grad=True)
        (gradient,) = torch.autograd.grad(answer(x), x)
        expect_close(gradient, torch.full((3,), 2.0), "The gradient is wrong.")

    assert judge(Exercise("98_f", 1.0, needs_gradient), lambda x: (2 * x).sum()) is None


CHANGES = {
    "tensor": (torch.ones(2), lambda x: x.add_(1)),
    "whole numbers": (torch.tensor([1, 2]), lambda x: x.add_(1)),
    "true and false": (torch.tensor([True]), lambda x: x.logical_not_()),
    "shape": (torch.ones(2, 1), lambda x: x.squeeze_()),
    "array": (np.ones(2), lambda x: x.fill(3)),
    "list": ([1, 2], lambda x: x.append(3)),
    "order": ([1, 2], lambda x: x.reverse()),
    "item": ([torch.ones(2)], lambda x: x[0].add_(1)),
    "other item": ([1], lambda x: x.__setitem__(0, torch.ones(1))),
    "dictionary": ({"a": [torch.ones(1)]}, lambda x: x["a"][0].add_(1)),
    "key": ({"a": 1}, lambda x: x.pop("a")),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_changed_input_is_noticed(name):
    value, change = CHANGES[name]
    with pytest.raises(Wrong, match="changes its input"):
        unchanged(change)(value)


@pytest.mark.parametrize(
    "value",
    [
        torch.tensor([float("nan"), 1.0]),
        np.array([float("nan")]),
        np.array(["a"]),
        [torch.ones(1, requires_grad=True)],
        (1, "a", None),
        {"a": [1, {"b": torch.ones(1)}]},
        torch.nn.Linear(1, 1),
        torch.Generator(),
    ],
)
def test_an_input_that_stays_is_fine(value):
    assert unchanged(lambda *x, **y: 3)(value, b=value) == 3


def test_a_network_may_be_trained_and_a_class_stays_one():
    network = torch.nn.Linear(1, 1)

    def train(network):
        torch.nn.init.zeros_(network.weight)

    unchanged(train)(network)
    assert unchanged(torch.nn.Identity) is torch.nn.Identity


# Registering.


def test_exercises_are_registered_under_their_names(monkeypatch):
    exercise("98_double", points=3)(right)
    assert checks.find_exercise("98_double") == Exercise("98_double", 3.0, right)
    exercise("98_double", points=3)(right)  # again, as after a reload
    with pytest.raises(CourseError, match="Two exercises"):
        exercise("98_double")(empty)


@pytest.mark.parametrize("name", ["halve", "1_halve", "98-halve", "98_Halve", "98_"])
def test_an_exercise_needs_a_name(name):
    with pytest.raises(CourseError, match="NN_function"):
        exercise(name)


@pytest.mark.parametrize("points", [0, -1])
def test_an_exercise_needs_points(points):
    with pytest.raises(CourseError, match="points"):
        exercise("98_halve", points=points)
