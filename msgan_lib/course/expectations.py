"""What the checks of exercises are made of: `expect` and its kin.

Each says what is wrong in the student's terms. A check imports them from
`msgan_lib.course.checks`.
"""

import functools
from collections.abc import Callable
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
    found: Any, shape: tuple[int, ...] | None = None, what: str = "The result"
) -> None:
    """Raise Wrong unless `found` is a tensor of that shape with finite numbers."""
    expect(found is not None, f"{what} is None: is a `return` missing?")
    expect(
        isinstance(found, torch.Tensor), f"{what} is {kind(found)}, but not a tensor."
    )
    expect(
        shape is None or tuple(found.shape) == tuple(shape),
        f"{what} has the shape {tuple(found.shape)}, but not {shape}.",
    )
    expect(found.isfinite().all(), f"{what} has numbers that are infinite or NaN.")


def expect_number(found: Any, what: str = "The result") -> float:
    """Return `found`, a number or a tensor without axes, as a float, or raise Wrong."""
    expect(found is not None, f"{what} is None: is a `return` missing?")
    if isinstance(found, torch.Tensor | np.ndarray | np.generic):
        expect(
            found.shape == (),
            f"{what} has the shape {tuple(found.shape)}, but must be one number.",
        )
        found = found.item()
    expect(
        isinstance(found, int | float) and not isinstance(found, bool),
        f"{what} is {kind(found)}, but must be a number.",
    )
    expect(np.isfinite(found), f"{what} is {found}, not a finite number.")
    return float(found)


def expect_close(
    found: torch.Tensor, truth: torch.Tensor, message: str, atol: float = 1e-5
) -> None:
    """Raise Wrong(message) unless all numbers agree within `atol`; types don't matter.

    Call expect_tensor with the shape first.
    """
    expect(torch.allclose(found.double(), truth.double(), atol=atol), message)


def unchanged(answer: Callable) -> Callable:
    """Return `answer`, which now raises Wrong where it changes what it was given.

    Tensors, arrays and containers of them are compared with copies made before the
    call. Networks and optimizers are there to be changed, and are not looked at.
    """
    if isinstance(answer, type):
        return answer

    @functools.wraps(answer)
    def watched(*args: Any, **kwargs: Any) -> Any:
        before = _copied((args, kwargs))
        found = answer(*args, **kwargs)
        expect(
            _same(before, (args, kwargs)),
            "Your function changes its input, which others may still need: compute "
            "a new value instead of writing into the old one.",
        )
        return found

    return watched


def _copied(value: Any) -> Any:
    if isinstance(value, torch.Tensor):
        return value.detach().clone()
    if isinstance(value, np.ndarray):
        return value.copy()
    if isinstance(value, list | tuple):
        return [_copied(item) for item in value]
    if isinstance(value, dict):
        return {key: _copied(item) for key, item in value.items()}
    return value


def _same(before: Any, after: Any) -> bool:
    """Return whether `after` is what it was when `before` was copied from it."""
    if isinstance(after, torch.Tensor):
        same_form = isinstance(before, torch.Tensor) and before.shape == after.shape
        return same_form and bool(
            ((before == after) | (before.isnan() & after.isnan())).all()
        )
    if isinstance(after, np.ndarray):
        return np.array_equal(before, after, equal_nan=after.dtype.kind in "fc")
    if isinstance(after, dict) and isinstance(before, dict):
        return list(before) == list(after) and _same(
            list(before.values()), list(after.values())
        )
    if isinstance(after, list | tuple) and isinstance(before, list):
        return len(before) == len(after) and all(map(_same, before, after))
    return before is after


def kind(value: Any) -> str:
    """Return what `value` is, as in "a list"."""
    name = type(value).__name__
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"
