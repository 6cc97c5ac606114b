"""What the checks of exercises are made of: `expect` and its kin.

Each says what is wrong in the student's terms. A check imports them from
`msgan_lib.lesson.checks`.
"""

import contextlib
import functools
import math
import numbers
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch


class Wrong(Exception):
    """An answer is wrong: what is wrong with it, in the student's terms."""


def expect(condition: Any, message: str) -> None:
    """Raise Wrong(message) unless `condition` holds."""
    if not condition:
        raise Wrong(message)


def expect_tensor(
    result: Any, shape: tuple[int, ...] | None = None, what: str = "The result"
) -> None:
    """Raise Wrong unless `result` is a tensor of that shape with finite numbers."""
    expect(result is not None, f"{what} is None: is a `return` missing?")
    expect(
        isinstance(result, torch.Tensor), f"{what} is {kind(result)}, but not a tensor."
    )
    expect(
        shape is None or tuple(result.shape) == tuple(shape),
        f"{what} has the shape {tuple(result.shape)}, but not {shape}.",
    )
    expect(
        result.dtype != torch.bool and not result.is_complex(),
        f"{what} holds {result.dtype} in place of plain numbers.",
    )
    expect(result.isfinite().all(), f"{what} has numbers that are infinite or NaN.")


def expect_number(result: Any, what: str = "The result") -> float:
    """Return `result`, one number of any kind, as a float, or raise Wrong."""
    expect(result is not None, f"{what} is None: is a `return` missing?")
    if isinstance(result, torch.Tensor | np.ndarray | np.generic):
        expect(
            result.shape == (),
            f"{what} has the shape {tuple(result.shape)}, but must be one number.",
        )
        result = result.item()
    expect(
        isinstance(result, numbers.Real) and not isinstance(result, bool),
        f"{what} is {kind(result)}, but must be a number.",
    )
    expect(math.isfinite(result), f"{what} is {result}, not a finite number.")
    return float(result)


def agree(result: Any, truth: Any, atol: float = 1e-5, rtol: float = 1e-5) -> bool:
    """Return whether two numbers, tensors, arrays or lists of them say the same.

    Their types (float32, float64, whole numbers) don't matter, but their shapes do.
    """
    if isinstance(truth, list | tuple):
        if not isinstance(result, list | tuple) or len(result) != len(truth):
            return False
        return all(agree(*pair, atol, rtol) for pair in zip(result, truth, strict=True))
    if isinstance(result, list | tuple) or truth is None:
        return False
    result, truth = (
        torch.as_tensor(x).detach().cpu().double() for x in (result, truth)
    )
    return result.shape == truth.shape and torch.allclose(result, truth, rtol, atol)


def expect_close(result: Any, truth: Any, message: str, atol: float = 1e-5) -> None:
    """Raise Wrong(message) unless `result` and `truth` agree, as `agree` has it.

    Call expect_tensor with the shape first.
    """
    expect(agree(result, truth, atol), message)


@dataclass(frozen=True)
class Case:
    """One input of a check: `told` in words, the `result` for it, and the truth.

    `told` goes on with "you return", as "For 3 labels". `mistakes()` says what known
    mistakes give, by what there is to say about them; where one message fits several,
    `any_of` them. A mistake that stops with an error here gives None.
    """

    told: str
    result: Any
    truth: Any
    mistakes: Callable[[], dict[str, Any]] = dict


class any_of:
    """What the forms of a mistake give that one message fits, always in one order.

    A form is blamed only if it explains every case by itself.
    """

    def __init__(self, *values: Any):
        self.values = values


def expect_truth(cases: Sequence[Case], atol: float = 1e-5, rtol: float = 1e-5) -> None:
    """Raise Wrong unless every case was answered with its truth.

    A mistake is blamed only if it explains the results of every case; a coincidence
    in one does not. Otherwise the message shows a case that fails: what was asked, what
    came, and the truth.
    """
    near = functools.partial(agree, atol=atol, rtol=rtol)
    wrong = [case for case in cases if not near(case.result, case.truth)]
    if not wrong:
        return
    known = [case.mistakes() for case in cases]
    for message in dict.fromkeys(text for mistakes in known for text in mistakes):
        forms = [_forms(mistakes.get(message)) for mistakes in known]
        for form in zip(*forms, strict=True):
            pairs = zip(cases, form, strict=True)
            if all(near(case.result, mistake) for case, mistake in pairs):
                raise Wrong(message)
    first = wrong[0]
    result = _difference(first.result, first.truth, near)
    raise Wrong(f"{first.told} you return {result}.")


def _forms(mistake: Any) -> Sequence[Any]:
    return mistake.values if isinstance(mistake, any_of) else [mistake]


SHORT = 12  # so many numbers are shown whole


def _difference(result: Any, truth: Any, near: Callable) -> str:
    """Return what was found and what is true; of much, one place that differs."""
    if isinstance(truth, list | tuple) and isinstance(result, list | tuple):
        for number, (one, other) in enumerate(zip(result, truth, strict=False)):
            if isinstance(other, torch.Tensor) and not near(one, other):
                return f"{_difference(one, other, near)} (element {number})"
    elif isinstance(truth, torch.Tensor) and truth.numel() > SHORT:
        result, truth = (torch.as_tensor(x).detach().cpu() for x in (result, truth))
        if result.shape == truth.shape:
            apart = ~result.double().isclose(truth.double(), **near.keywords)
            place = tuple(apart.nonzero()[0].tolist())
            return (
                f"{shown(result[place])} at {list(place)}, not {shown(truth[place])}; "
                f"{int(apart.sum())} of {apart.numel()} numbers differ"
            )
    digits = next(n for n in (4, 8, 17) if n > 8 or shown(result, n) != shown(truth, n))
    return f"{shown(result, digits)}, not {shown(truth, digits)}"


def shown(value: Any, digits: int = 4) -> str:
    """Return numbers as a student would write them, with so many digits."""
    if isinstance(value, torch.Tensor | np.ndarray | np.generic):
        if np.prod(value.shape) > SHORT:
            return f"{kind(value)} of shape {tuple(value.shape)}"
        value = value.tolist()
    if isinstance(value, list | tuple):
        inner = ", ".join(shown(item, digits) for item in value)
        return f"({inner})" if isinstance(value, tuple) else f"[{inner}]"
    return f"{value:.{digits}g}" if isinstance(value, float) else str(value)


def unchanged(answer: Callable) -> Callable:
    """Return `answer`, which now raises Wrong where it changes what it was given.

    Tensors, arrays and containers of them are compared with what they were before the
    call. Networks and optimizers are there to be changed, and are not looked at.
    """
    if isinstance(answer, type):
        return answer

    @functools.wraps(answer)
    def watched(*args: Any, **kwargs: Any) -> Any:
        before = _content((args, kwargs))
        result = answer(*args, **kwargs)
        expect(
            _content((args, kwargs)) == before,
            "Your function changes its input, which others may still need: compute "
            "a new value instead of writing into the old one.",
        )
        return result

    return watched


def _content(value: Any) -> Any:
    """Return what of a value may not change: the bytes of tensors and arrays in it."""
    if isinstance(value, torch.Tensor):
        value = value.detach().cpu().numpy()
    if isinstance(value, np.ndarray):
        return value.shape, value.tobytes()
    if isinstance(value, dict):
        return [(key, _content(item)) for key, item in value.items()]
    if isinstance(value, list | tuple):
        return [_content(item) for item in value]
    return value


def kind(value: Any) -> str:
    """Return what `value` is, as in "a list"."""
    name = type(value).__name__
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


# An answer tried on many inputs, beside functions that make the known mistakes.

Function = Callable[..., Any]


def expect_right(
    answer: Function,
    inputs: Iterable[tuple],
    truth: Function,
    mistakes: Mapping[str, Function],
    *,
    told: Function,
    read: Function = lambda result, *given: result,
    atol: float = 1e-5,
    rtol: float = 1e-5,
) -> None:
    """Raise Wrong unless `answer(*given)` is `truth(*given)` for each of the inputs.

    `mistakes` are other functions, by what there is to say about them; `told(*given)`
    is the input in words; `read(result, *given)` checks the form of a result. Where the
    answer stops, the inputs before count first: a mistake may explain them.
    """
    cases, stopped = [], None
    for given in inputs:
        try:
            result = read(answer(*given), *given)
        except Exception as error:
            stopped = error
            break
        known = functools.partial(_tried, mistakes, given)
        cases.append(Case(told(*given), result, truth(*given), known))
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
