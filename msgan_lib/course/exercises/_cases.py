"""An answer tried on many inputs, beside functions that make the known mistakes."""

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
        others = {said: _tried(mistake, given) for said, mistake in mistakes.items()}
        others = {said: value for said, value in others.items() if value is not None}
        cases.append(Case(told(*given), found, truth(*given), others))
    expect_truth(cases, atol)
    if stopped:
        raise stopped


def _tried(mistake: Function, given: tuple) -> Any:
    try:
        return mistake(*given)
    except (ArithmeticError, LookupError, RuntimeError, ValueError):
        return None  # such an answer stops here
