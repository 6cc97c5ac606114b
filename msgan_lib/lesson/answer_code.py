"""A student's answer as a piece of code: empty, unchanged, stopped in which line?"""

import contextlib
import inspect
import re
import textwrap
import traceback
from dis import get_instructions
from types import CodeType, FunctionType
from typing import Any

from msgan_lib.lesson.expect import kind


def not_attempted(answer: Any) -> bool:
    """Return whether `answer` is `...` or a function with nothing in it but that.

    A function that only raises NotImplementedError, nbgrader's stub, is empty too.
    """
    code = getattr(innermost(answer), "__code__", None)
    stubs = [_steps(stub.__code__) for stub in (_stub, _nbgraders_stub)]
    return answer is ... or (isinstance(code, CodeType) and _steps(code) in stubs)


def _stub() -> None: ...


def _nbgraders_stub() -> None:
    raise NotImplementedError()


def _steps(code: CodeType) -> list[tuple[str, Any]]:
    """Return what a function does, its name, arguments and docstring aside."""
    return [(step.opname, step.argval) for step in get_instructions(code)]


def innermost(answer: Any) -> Any:
    """Return the function that the student wrote, below `@torch.no_grad()` and such."""
    with contextlib.suppress(Exception):  # wraps itself, or has odd attributes
        return inspect.unwrap(answer) if callable(answer) else answer
    return answer


def written(value: Any, outer: tuple[int, ...] = ()) -> str:
    """Return what an answer is made of: the same text for an unchanged answer.

    A function is its code, constants, defaults and what it takes from around it; where
    it stands, its name and its comments do not count.
    """
    if id(value) in outer:
        return "itself"  # a function within that calls itself
    outer = (*outer, id(value))
    if isinstance(value, FunctionType):
        cells = (_content(cell) for cell in value.__closure__ or ())
        parts = [value.__code__, value.__defaults__, value.__kwdefaults__, *cells]
    elif isinstance(value, CodeType):
        parts = [value.co_code, value.co_names, value.co_varnames, *value.co_consts]
    elif type(value) in (list, tuple):
        parts = list(value)
    else:
        with contextlib.suppress(Exception):
            # Where an object lies in memory says nothing about what it is.
            return re.sub(r"0x[0-9a-fA-F]+", "", repr(value))
        return kind(value)
    return f"{type(value).__name__}({', '.join(written(x, outer) for x in parts)})"


def _content(cell: Any) -> Any:
    with contextlib.suppress(ValueError):  # nothing was put in it yet
        return cell.cell_contents


def how_it_stopped(error: BaseException, answer: Any) -> str:
    """Return an exception as a sentence: in which line of the answer, and what."""
    try:
        said = textwrap.shorten(str(error).rstrip("."), 300, placeholder=" ...")
    except Exception:
        said = ""
    what = ": ".join(filter(None, [type(error).__name__, said]))
    frames = list(traceback.walk_tb(error.__traceback__))
    code = getattr(innermost(answer), "__code__", None)
    lines = [line for frame, line in frames if frame.f_code is code]
    if lines:
        number = lines[-1] - code.co_firstlineno
        return f"Your code stops in line {number + 1}{_line(answer, number)}: {what}."
    if frames[-1][0].f_code.co_name == "watched":  # `unchanged` could not even call it
        return f"Your function can't be called as the exercise says: {what}."
    return f"The check can't work with what your function returns: {what}."


def _line(answer: Any, number: int) -> str:
    """Return a line of the answer in brackets, or nothing if its text is not at hand.

    Cells may share a file name, and then the text found is another cell's.
    """
    with contextlib.suppress(OSError, TypeError, IndexError):
        lines = inspect.getsourcelines(innermost(answer))[0]
        if answer.__name__ in lines[0] + lines[min(1, len(lines) - 1)]:
            return f" (`{lines[number].strip()}`)"
    return ""
