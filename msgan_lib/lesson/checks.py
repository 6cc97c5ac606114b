"""Checks of exercises, in the notebook: `check("01_halve", halve)`.

A lesson's checks stand in its room, `notebooks/source/NN_name/checks.py`, a function
each:

    @exercise("01_halve", points=2)
    def check_halve(halve, stream):
        x = torch.rand(2, 1, 8, 8, generator=stream)
        half = halve(x)
        expect_tensor(half, shape=(2, 1, 4, 4))
        expect(not half.equal(x[..., ::2, ::2]), "Every second pixel is kept, but ...")
        expect_close(half, pyramid.downsample(x), "The numbers differ from ...")

`halve` is the student's answer. `stream` is a `torch.Generator`: other inputs for every
other answer, the same for everybody. The points stand here and nowhere else; the
builder writes them into the notebooks, and rejects a source whose own `points` differ.

The first `expect` that fails ends the check. Where mistakes are known that people make,
a check collects a `Case` for every input, of each kind that the text allows, and leaves
it to `expect_truth` to find which mistake explains them all. Three things need no
`expect`: an answer that raises, one that has no end, and one that changes its inputs.
"""

import contextlib
import importlib.util
import json
import os
import re
import sys
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from msgan_lib import PROJECT_ROOT
from msgan_lib.ground.errors import CourseError
from msgan_lib.ground.seeding import named_generator, named_seed
from msgan_lib.ground.words import wrapped
from msgan_lib.lesson import guard
from msgan_lib.lesson.answer_code import how_it_stopped, not_attempted, written
from msgan_lib.lesson.expect import (
    Case,
    Wrong,
    agree,
    any_of,
    expect,
    expect_close,
    expect_number,
    expect_tensor,
    expect_truth,
    kind,
    unchanged,
)

__all__ = [
    "Case",
    "Wrong",
    "agree",
    "any_of",
    "check",
    "exercise",
    "expect",
    "expect_close",
    "expect_number",
    "expect_tensor",
    "expect_truth",
    "unchanged",
]

ATTEMPTS = 4  # after so many the reference is shown, right or wrong
LIMIT = 5.0  # seconds; a verdict on a right answer takes 0.2
EXERCISE_ID = re.compile(r"(\d\d)_([a-z]\w*)")  # the lesson, the function's name


@dataclass(frozen=True)
class Exercise:
    """A registered exercise: `judge(answer, stream)` raises Wrong, or is content."""

    exercise_id: str
    points: float
    judge: Callable[[Any, torch.Generator], None]


_registered: dict[str, Exercise] = {}
_attempts: dict[str, dict[str, int]] = {}  # this kernel's answers, numbered, by id


def exercise(exercise_id: str, points: float = 1) -> Callable[[Callable], Callable]:
    """Register the decorated function as the check of `exercise_id`, such as 01_halve.

    Raises CourseError for an id of another form, an id used twice, or no points.
    """
    if not EXERCISE_ID.fullmatch(exercise_id) or points <= 0:
        raise CourseError(
            f"An exercise is named NN_function and has points, not {exercise_id!r} "
            f"with {points}."
        )

    def register(function: Callable) -> Callable:
        other = _registered.get(exercise_id)
        if other and _home(other.judge) != _home(function):
            raise CourseError(f"Two exercises have the name {exercise_id}.")
        _registered[exercise_id] = Exercise(exercise_id, float(points), function)
        return function

    return register


def _home(function: Callable) -> tuple[str, str]:
    # The same one again, as after importlib.reload, is no other.
    return function.__module__, function.__qualname__


def all_exercises() -> dict[str, Exercise]:
    """Return the exercises of all lessons by id, in order."""
    for path in sorted(lessons_folder().glob("*/checks.py")):
        _load(path)
    return dict(sorted(_registered.items()))


def lessons_folder() -> Path:
    """Return the folder of the lessons' rooms: MSGAN_LESSONS, or notebooks/source/.

    Raises CourseError where the variable names no folder.
    """
    named = os.environ.get("MSGAN_LESSONS")
    folder = Path(named) if named else PROJECT_ROOT / "notebooks" / "source"
    if named and not folder.is_dir():
        raise CourseError(
            f"MSGAN_LESSONS is {named!r}, and there is no such folder; set it to one "
            "with a lesson's checks in NN_name/checks.py, or unset it."
        )
    return folder


def _load(path: Path) -> None:
    """Run a room's checks.py, which registers its exercises; once for each file.

    Raises CourseError where it stops, or registers an exercise of another lesson.
    """
    name = f"checks_of_{path.parent.name}"
    known = sys.modules.get(name)
    if known and known.__file__ == str(path):
        return
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses and pickle look there
    before = dict(_registered)
    try:
        spec.loader.exec_module(module)
        lesson = path.parent.name[:2]
        for other in _registered.values():
            if _home(other.judge)[0] == name and other.exercise_id[:2] != lesson:
                raise CourseError(f"{other.exercise_id} is no exercise of this lesson")
    except BaseException as error:
        del sys.modules[name]
        _registered.clear()
        _registered.update(before)
        if not isinstance(error, Exception):
            raise
        what = "" if isinstance(error, CourseError) else f"{type(error).__name__}: "
        problem = f"{path} can't be used: {what}{str(error).rstrip('.')}"
        raise CourseError(f"{problem}; mend it there.") from error


def find_exercise(exercise_id: str) -> Exercise:
    """Return the exercise of that id; raises CourseError, naming those there are.

    Where there is none at all, it says where the checks are looked for.
    """
    if exercise_id not in _registered:
        lesson = EXERCISE_ID.fullmatch(str(exercise_id))
        if lesson:
            for path in sorted(lessons_folder().glob(f"{lesson[1]}_*/checks.py")):
                _load(path)
    if exercise_id not in _registered:
        known = all_exercises()
        if not known:
            raise CourseError(
                f"{lessons_folder()} holds no checks of exercises; run the notebook "
                "inside the whole course folder."
            )
        if exercise_id not in known:
            raise CourseError(
                f"There is no exercise {exercise_id!r}; there are: {', '.join(known)}."
            )
    return _registered[exercise_id]


# What a student's cell calls.


class Points(float):
    """The points of an answer: a number that a notebook does not show below the cell.

    It does where nbgrader runs the notebook, who reads the points there.
    """

    def _ipython_display_(self) -> None:
        if os.environ.get("NBGRADER_EXECUTION"):  # "autograde" or "validate"
            raise NotImplementedError  # IPython's word for: show it as usual


def check(exercise_id: str, answer: Any) -> float:
    """Judge `answer`, print what there is to say, and return the points it earns.

    Nothing that the answer does raises here. The reference is shown after a right
    answer and after the fourth wrong one, where `notebooks/solutions/` is there; an
    unchanged answer is no further attempt. Raises CourseError for an unknown id. Taught
    in lesson 00.
    """
    asked = find_exercise(exercise_id)
    if not_attempted(answer):
        print(f"{exercise_id}: not attempted")
        return Points(0)
    answers = _attempts.setdefault(exercise_id, {})
    attempt = answers.setdefault(written(answer), len(answers) + 1)
    message = judge(asked, answer, attempt)
    if message is None:
        print(f"{exercise_id}: right, {_points(asked.points)}.")
        _show_reference(exercise_id)
        return Points(asked.points)
    print(_wrapped(f"{exercise_id}: not right yet. {message}"))
    if attempt < ATTEMPTS:
        print(f"Attempt {attempt}; after attempt {ATTEMPTS} the reference is shown.")
    else:
        _show_reference(exercise_id)
    return Points(0)


def judge(asked: Exercise, answer: Any, attempt: int = 1) -> str | None:
    """Return what is wrong with `answer` in one or two sentences, None if it is right.

    It is judged twice, with other inputs of the same shapes: what it remembers of the
    first must not matter, and luck must come twice. Inputs and random numbers depend on
    `attempt` and on nothing else. The streams of the notebook stay where they were, so
    that no later number depends on an exercise. An answer that has not ended after
    LIMIT seconds is stopped.
    """
    if not callable(answer):
        name = asked.exercise_id.partition("_")[2]
        return f"`{name}` must be a function, not {kind(answer)}."

    def judge_twice() -> None:
        for name in (asked.exercise_id, f"{asked.exercise_id} again"):
            asked.judge(unchanged(answer), named_generator(attempt, name))

    try:
        with guard.kept(named_seed(attempt, asked.exercise_id)):
            guard.within(LIMIT, judge_twice)
    except Wrong as wrong:
        return str(wrong)
    except guard.Overdue:
        return (
            f"Your function was stopped after {LIMIT:g} seconds: does a loop have no "
            "end, or does it wait for something?"
        )
    except guard.Interrupted:
        raise KeyboardInterrupt from None
    except BaseException as error:  # whatever a student's code does
        return how_it_stopped(error, answer)
    return None


def _show_reference(exercise_id: str) -> None:
    text = reference(exercise_id)
    if text:
        print(f"One way to write it:\n\n{textwrap.indent(text, '    ')}\n")


def reference(exercise_id: str) -> str | None:
    """Return the reference solution, None where `notebooks/solutions/` lacks it."""
    folder = PROJECT_ROOT / "notebooks" / "solutions"
    for path in sorted(folder.glob(f"{exercise_id[:2]}_*.ipynb")):
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            for cell in json.loads(path.read_text("utf-8"))["cells"]:
                metadata = cell["metadata"]
                tags = metadata.get("tags", [])
                if metadata.get("exercise") == exercise_id and "solution" in tags:
                    lines = "".join(cell["source"]).splitlines()
                    # nbgrader's marks, `### BEGIN SOLUTION`, say nothing to a student.
                    return "\n".join(x for x in lines if "### " not in x)
    return None


def _wrapped(text: str) -> str:
    return wrapped(" ".join(text.split()))


def _points(points: float) -> str:
    return f"{points:g} point{'' if points == 1 else 's'}"
