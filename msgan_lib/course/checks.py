"""Checks of exercises, in the notebook: `check("01_halve", halve)`.

A lesson's checks stand in `msgan_lib/course/exercises/lesson_NN.py`, a function each:

    @exercise("01_halve", points=2)
    def check_halve(halve, stream):
        x = torch.rand(2, 1, 8, 8, generator=stream)
        found = halve(x)
        expect_tensor(found, shape=(2, 1, 4, 4))
        expect(not found.equal(x[..., ::2, ::2]), "Every second pixel is kept, but ...")
        expect_close(found, pyramid.downsample(x), "The numbers differ from ...")

`halve` is the student's answer. `stream` is a `torch.Generator`: other inputs at every
attempt, the same for everybody. The points stand here and nowhere else; the builder
writes them into the notebooks, and rejects a source whose own `points` differ.

The first `expect` that fails ends the check, so known mistakes come first, each with a
message of its own; the last one compares with the truth. Two things need no `expect`:
an answer that raises, and an answer that changes its inputs.
"""

import contextlib
import importlib.util
import inspect
import json
import pkgutil
import random
import re
import sys
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from dis import get_instructions
from types import CodeType
from typing import Any

import numpy as np
import torch

from msgan_lib import PROJECT_ROOT
from msgan_lib.course import exercises
from msgan_lib.course.expectations import (
    Wrong,
    expect,
    expect_close,
    expect_number,
    expect_tensor,
    kind,
    unchanged,
)
from msgan_lib.errors import CourseError
from msgan_lib.seeding import named_generator, named_seed
from msgan_lib.words import wrapped

__all__ = [
    "Wrong",
    "check",
    "exercise",
    "expect",
    "expect_close",
    "expect_number",
    "expect_tensor",
    "unchanged",
]

ATTEMPTS = 4  # after so many the reference is shown, right or wrong
EXERCISE_ID = re.compile(r"(\d\d)_([a-z]\w*)")  # the lesson, the function's name


@dataclass(frozen=True)
class Exercise:
    """A registered exercise: `judge(answer, stream)` raises Wrong, or is content."""

    exercise_id: str
    points: float
    judge: Callable[[Any, torch.Generator], None]


_registered: dict[str, Exercise] = {}
_attempts: dict[str, int] = {}  # wrong answers in this kernel


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
    for module in pkgutil.iter_modules(exercises.__path__):
        importlib.import_module(f"{exercises.__name__}.{module.name}")
    return dict(sorted(_registered.items()))


def find_exercise(exercise_id: str) -> Exercise:
    """Return the exercise of that id; raises CourseError, naming those there are."""
    if exercise_id not in _registered:
        lesson = EXERCISE_ID.fullmatch(str(exercise_id))
        of_lesson = f"{exercises.__name__}.lesson_{lesson[1] if lesson else ''}"
        if importlib.util.find_spec(of_lesson):
            importlib.import_module(of_lesson)
    if exercise_id not in _registered:
        found = all_exercises()
        if exercise_id not in found:
            raise CourseError(
                f"There is no exercise {exercise_id!r}; there are: "
                f"{', '.join(found) or 'none'}."
            )
    return _registered[exercise_id]


# What a student's cell calls.


def check(exercise_id: str, answer: Any) -> float:
    """Judge `answer`, print what there is to say, and return the points it earns.

    Nothing that the answer does raises here. The reference is shown after a right
    answer and after the fourth wrong one, where `notebooks/solutions/` is there. Raises
    CourseError for an unknown id. Taught in lesson 00.
    """
    found = find_exercise(exercise_id)
    if not_attempted(answer):
        print(f"{exercise_id}: not attempted")
        return 0.0
    attempt = _attempts.get(exercise_id, 0) + 1
    message = judge(found, answer, attempt)
    if message is None:
        print(f"{exercise_id}: right, {_points(found.points)}.")
        _show_reference(exercise_id)
        return found.points
    _attempts[exercise_id] = attempt
    print(_wrapped(f"{exercise_id}: not right yet. {message}"))
    if attempt < ATTEMPTS:
        print(f"Attempt {attempt}; after attempt {ATTEMPTS} the reference is shown.")
    else:
        _show_reference(exercise_id)
    return 0.0


def judge(found: Exercise, answer: Any, attempt: int = 1) -> str | None:
    """Return what is wrong with `answer` in one or two sentences, None if it is right.

    Inputs and random numbers depend on `attempt` and on nothing else. The streams of
    the notebook stay where they were, so that no later number depends on an exercise.
    """
    if not callable(answer):
        name = found.exercise_id.partition("_")[2]
        return f"`{name}` must be a function, not {kind(answer)}."
    try:
        with _own_randomness(found.exercise_id, attempt) as stream:
            found.judge(unchanged(answer), stream)
    except Wrong as wrong:
        return str(wrong)
    except (Exception, SystemExit) as error:  # whatever a student's code does
        return _told(error, answer)
    return None


def not_attempted(answer: Any) -> bool:
    """Return whether `answer` is `...` or a function with nothing in it but that.

    A function that only raises NotImplementedError, nbgrader's stub, is empty too.
    """
    code = getattr(_innermost(answer), "__code__", None)
    stubs = [_steps(stub.__code__) for stub in (_stub, _nbgraders_stub)]
    return answer is ... or (isinstance(code, CodeType) and _steps(code) in stubs)


def _stub() -> None: ...


def _nbgraders_stub() -> None:
    raise NotImplementedError()


def _steps(code: CodeType) -> list[tuple[str, Any]]:
    """Return what a function does, its name, arguments and docstring aside."""
    return [(step.opname, step.argval) for step in get_instructions(code)]


def _innermost(answer: Any) -> Any:
    """Return the function that the student wrote, below `@torch.no_grad()` and such."""
    return inspect.unwrap(answer) if callable(answer) else answer


@contextlib.contextmanager
def _own_randomness(exercise_id: str, attempt: int) -> Iterator[torch.Generator]:
    """Seed every random stream and give them back as they were.

    What the answer writes to stderr, warnings too, goes to stdout: nbgrader gives no
    points to a cell that writes to stderr.
    """
    seed = named_seed(attempt, exercise_id)
    of_python, of_numpy = random.getstate(), np.random.get_state()  # noqa: NPY002
    try:
        with torch.random.fork_rng([]), contextlib.redirect_stderr(sys.stdout):
            random.seed(seed)
            np.random.seed(seed % 2**32)  # noqa: NPY002 (what students may use)
            torch.manual_seed(seed)
            yield named_generator(attempt, exercise_id)
    finally:
        random.setstate(of_python)
        np.random.set_state(of_numpy)  # noqa: NPY002


def _told(error: BaseException, answer: Any) -> str:
    """Return an exception as a sentence: in which line of the answer, and what."""
    what = ": ".join(filter(None, [type(error).__name__, str(error).rstrip(".")]))
    frames, trace = [], error.__traceback__
    while trace:
        frames.append((trace.tb_frame.f_code, trace.tb_lineno))
        trace = trace.tb_next
    code = getattr(_innermost(answer), "__code__", None)
    lines = [line for frame, line in frames if frame is code]
    if lines:
        number = lines[-1] - code.co_firstlineno
        return f"Your code stops in line {number + 1}{_line(answer, number)}: {what}."
    if frames[-1][0].co_name == "watched":  # `unchanged` could not even call it
        return f"Your function can't be called as the exercise says: {what}."
    return f"The check can't work with what your function returns: {what}."


def _line(answer: Any, number: int) -> str:
    """Return a line of the answer in brackets, or nothing if its text is not at hand.

    Cells may share a file name, and then the text found is another cell's.
    """
    with contextlib.suppress(OSError, TypeError, IndexError):
        lines = inspect.getsourcelines(_innermost(answer))[0]
        if answer.__name__ in lines[0] + lines[min(1, len(lines) - 1)]:
            return f" (`{lines[number].strip()}`)"
    return ""


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
                found = cell["metadata"]
                tags = found.get("tags", [])
                if found.get("exercise") == exercise_id and "solution" in tags:
                    lines = "".join(cell["source"]).splitlines()
                    # nbgrader's marks, `### BEGIN SOLUTION`, say nothing to a student.
                    return "\n".join(x for x in lines if "### " not in x)
    return None


def _wrapped(text: str) -> str:
    return wrapped(" ".join(text.split()))


def _points(points: float) -> str:
    return f"{points:g} point{'' if points == 1 else 's'}"
