"""What the parameters of a notebook may be: types, names and ranges, in one place.

`msgan run` and `msgan sweep` ask here before anything starts, `start_run` in the
notebook, where papermill or an edited cell may have set them.
"""

import ast
import difflib
import functools
import math
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgan_lib
from msgan_lib.ground.errors import CourseError
from msgan_lib.image_files import DATASETS, data_folder
from msgan_lib.lesson.profiles import check_profile

TYPES = {"str": str, "int": int, "float": float, "bool": bool}
# The types of the parameters that the course gives a meaning to.
KNOWN = {
    "profile": "str", "seed": "int", "dataset": "str", "labels_per_class": "int",
    "label_seed": "int", "method": "str", "num_steps": "int",
}  # fmt: skip
SEEDS = (0, 2**32 - 1)  # NumPy's old stream takes no more
RANGES = {"seed": SEEDS, "label_seed": SEEDS, "num_steps": (0, 10_000_000)}


def typed(value: Any, kind: str) -> Any:
    """Return `value` if it is of type `kind`, a whole number also as a float."""
    if kind == "float" and type(value) is int:
        value = float(value)
    if type(value) is not TYPES.get(kind):
        raise ValueError
    if kind == "float" and not math.isfinite(value):
        raise ValueError
    return value


def check_value(name: str, value: Any, dataset: str | None = "mnist") -> None:
    """Raise CourseError for a name that the course does not know or a bad number.

    `value` is already of the right type; `dataset` is that of the run, None if unknown.
    """
    if name == "profile":
        check_profile(value)
    elif name == "dataset":
        check_name(name, value, DATASETS)
        if not data_folder(value).is_dir():
            raise CourseError(f"{value!r} is not here; run `msgan data fetch {value}`.")
    elif name == "method":
        check_name(name, value, method_names())
    elif name == "labels_per_class":
        known = [DATASETS[dataset]] if dataset in DATASETS else DATASETS.values()
        most = max(each.most_labels for each in known)
        if not 1 <= value <= most:
            raise CourseError(
                f"{name} must be from 1 to {most}, not {value}: "
                "the smallest class has no more images to draw from."
            )
    elif name in RANGES:
        least, most = RANGES[name]
        if not least <= value <= most:
            raise CourseError(f"{name} must be from {least} to {most}, not {value}.")


def check_values(values: Mapping[str, Any]) -> None:
    """Do as check_value with all parameters of a run."""
    for name, value in values.items():
        check_value(name, value, values.get("dataset", "mnist"))


def check_in_notebook(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parameters that a cell handed over, typed as its annotations say.

    Raises CourseError for a wrong type, and as check_values does.
    """
    # The parameters cell has `seed: int = 0`; what papermill adds has no types.
    written = vars(sys.modules["__main__"]).get("__annotations__", {})
    checked = {}
    for name, value in values.items():
        kind = written.get(name, KNOWN.get(name))
        kind = getattr(kind, "__name__", kind)
        try:
            checked[name] = typed(value, kind) if kind in TYPES else value
        except ValueError:
            raise CourseError(
                f"Parameter {name!r} is of type {kind}, so it cannot be {value!r}."
            ) from None
    check_values(checked)
    return checked


def check_name(what: str, value: str, known: Iterable[str]) -> None:
    """Raise CourseError, saying what there is, if `value` is not one of `known`."""
    if value not in (names := tuple(known)):
        raise CourseError(
            f"There is no {what} {value!r}{meant(value, names)}; "
            f"there are {', '.join(names)}."
        )


def meant(name: Any, known: Iterable[str]) -> str:
    """Return " (did you mean ...?)" if one of `known` is close to `name`, else ""."""
    close = difflib.get_close_matches(str(name), list(known), n=1)
    return f" (did you mean {close[0]!r}?)" if close else ""


@functools.cache  # a sweep asks for each of its runs
def method_names() -> tuple[str, ...]:
    """Return training.methods.METHODS, from its source: to import PyTorch is slow."""
    path = Path(msgan_lib.__file__).parent / "training" / "methods.py"
    return assigned_names(path.read_text(encoding="utf-8"), "METHODS")


def assigned_names(source: str, name: str) -> tuple[str, ...]:
    """Return the literal that Python `source` assigns to `name`, without running it."""
    for statement in ast.parse(source).body:
        match statement:
            case ast.Assign([ast.Name(found)], value) if found == name:
                return ast.literal_eval(value)
    raise LookupError(name)
