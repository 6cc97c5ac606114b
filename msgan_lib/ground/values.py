"""Values and names that people write: of the right type, known, or told what is."""

import difflib
import math
from collections.abc import Iterable
from typing import Any

from msgan_lib.ground.errors import CourseError

TYPES = {"str": str, "int": int, "float": float, "bool": bool, "dict": dict}


def typed(value: Any, kind: str) -> Any:
    """Return `value` if it is of type `kind`, a whole number also as a float.

    Raises ValueError if it is not.
    """
    if kind == "float" and type(value) is int:
        value = float(value)
    if type(value) is not TYPES.get(kind):
        raise ValueError
    if kind == "float" and not math.isfinite(value):
        raise ValueError
    return value


def check_name(what: str, value: Any, known: Iterable[Any]) -> None:
    """Raise CourseError, saying what there is, if `value` is not one of `known`."""
    if value not in (names := tuple(known)):
        names = [str(name) for name in names if name is not None]
        raise CourseError(
            f"There is no {what} {value!r}{meant(value, names)}; "
            f"there are {', '.join(names)}."
        )


def meant(name: Any, known: Iterable[str]) -> str:
    """Return " (did you mean ...?)" if one of `known` is close to `name`, else ""."""
    close = difflib.get_close_matches(str(name), list(known), n=1)
    return f" (did you mean {close[0]!r}?)" if close else ""
