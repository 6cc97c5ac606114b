"""An answer tried on many inputs, and the known mistake that explains its results."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import torch

from msgan_lib.course.checks import Wrong

Mistakes = Mapping[str, Callable[..., Any]]  # what is said of it, what it computes


def results(
    answer: Callable, cases: Sequence[tuple], read: Callable[..., Any]
) -> tuple[list[Any], Exception | None]:
    """Return `read(answer(*case), *case)` of each case, and the error that ended it.

    `read` checks the form. An error in the first case is raised at once.
    """
    found = []
    for case in cases:
        try:
            found.append(read(answer(*case), *case))
        except Exception as error:
            if not found:
                raise
            return found, error
    return found, None


def explain(
    found: Sequence[Any],
    cases: Sequence[tuple],
    truth: Callable[..., Any],
    mistakes: Mistakes,
    told: Callable[..., str],
    alike: Callable[[Any, Any], bool],
) -> None:
    """Raise Wrong unless the results are those of `truth`.

    A mistake is named only where it explains every result; else the first wrong one is
    shown: `told(result, right_one, *case)`.
    """
    tried = list(zip(found, cases, strict=False))
    wrong = [x for x in tried if not alike(x[0], truth(*x[1]))]
    if not wrong:
        return
    for message, mistake in mistakes.items():
        if _explains(mistake, tried, alike):
            raise Wrong(message)
    result, case = wrong[0]
    raise Wrong(told(result, truth(*case), *case))


def _explains(mistake: Callable, tried: list, alike: Callable) -> bool:
    try:
        return all(alike(result, mistake(*case)) for result, case in tried)
    except (ArithmeticError, LookupError, RuntimeError, ValueError):
        return False  # it stops where the answer does not


def expect_right(
    answer: Callable,
    cases: Sequence[tuple],
    truth: Callable[..., Any],
    mistakes: Mistakes,
    *,
    read: Callable[..., Any],
    told: Callable[..., str],
    alike: Callable[[Any, Any], bool],
) -> None:
    """Raise Wrong unless `answer` gives what `truth` does, in every case."""
    found, stopped = results(answer, cases, read)
    explain(found, cases, truth, mistakes, told, alike)
    if stopped:
        raise stopped


def close(found: torch.Tensor, truth: torch.Tensor, atol: float = 1e-5) -> bool:
    """Return whether two tensors of any types have the same shape and numbers."""
    return found.shape == truth.shape and torch.allclose(
        found.detach().double(), truth.detach().double(), rtol=1e-5, atol=atol
    )


def numbers(values: torch.Tensor) -> str:
    """Return the numbers of a small tensor as lists, whole ones without a point."""
    return str(
        np.vectorize(lambda x: f"{x:.4g}", otypes=[object])(
            values.detach().double().numpy()
        ).tolist()
    ).replace("'", "")
