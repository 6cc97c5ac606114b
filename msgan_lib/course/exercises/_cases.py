"""An answer tried on many inputs, beside functions that make the known mistakes."""

import contextlib
import functools
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from msgan_lib.course.checks import Case, expect_truth

Function = Callable[..., Any]


def expect_right(
    answer: Function,
    inputs: Iterable[tuple],
    truth: Function,
    mistakes: Mapping[str, Function],
    *,
    told: Function,
    read: Function = lambda found, *given: found,
    atol: float = 1e-5,
    rtol: float = 1e-5,
) -> None:
    """Raise Wrong unless `answer(*given)` is `truth(*given)` for each of the inputs.

    `mistakes` are other functions, by what there is to say about them; `told(*given)`
    is the input in words; `read(found, *given)` checks the form of a result. Where the
    answer stops, the inputs before count first: a mistake may explain them.
    """
    cases, stopped = [], None
    for given in inputs:
        try:
            found = read(answer(*given), *given)
        except Exception as error:
            stopped = error
            break
        known = functools.partial(_tried, mistakes, given)
        cases.append(Case(told(*given), found, truth(*given), known))
    expect_truth(cases, atol, rtol)
    if stopped:
        raise stopped


def _tried(mistakes: Mapping[str, Function], given: tuple) -> dict[str, Any]:
    """Return what each mistake gives, None where it stops."""
    values: dict[str, Any] = dict.fromkeys(mistakes)
    for said, mistake in mistakes.items():
        with contextlib.suppress(
            ArithmeticError, LookupError, RuntimeError, ValueError
        ):
            values[said] = mistake(*given)
    return values
