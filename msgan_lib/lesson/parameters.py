"""What the parameters of a notebook may be: types, names and ranges, in one place.

`msgan run` and `msgan sweep` ask here before anything starts, `start_run` in the
notebook, where papermill or an edited cell may have set them.
"""

import sys
from collections.abc import Mapping
from typing import Any

from msgan_lib.data import DATASETS, data_folder
from msgan_lib.ground.errors import CourseError
from msgan_lib.ground.values import TYPES, check_name, typed
from msgan_lib.lesson.profiles import check_profile
from msgan_lib.training.recipes import check_changes, methods

# The types of the parameters that the course gives a meaning to.
KNOWN = {
    "profile": "str", "seed": "int", "dataset": "str", "labels_per_class": "int",
    "label_seed": "int", "method": "str", "num_steps": "int", "recipe": "dict",
}  # fmt: skip
SEEDS = (0, 2**32 - 1)  # NumPy's old stream takes no more
RANGES = {"seed": SEEDS, "label_seed": SEEDS, "num_steps": (0, 10_000_000)}


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
        check_name(name, value, methods())
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


def check_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parameters of a run, the numbers of its recipe typed.

    Raises CourseError as check_value does, and for a recipe that is not the method's.
    """
    for name, value in values.items():
        check_value(name, value, values.get("dataset", "mnist"))
    if "method" in values and "recipe" in values:
        recipe = check_changes(values["method"], values["recipe"])
        return {**values, "recipe": recipe}
    return dict(values)


def flat(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return parameters with a name for each number of a recipe: "recipe.lr"."""
    single: dict[str, Any] = {}
    for name, value in parameters.items():
        if isinstance(value, dict):
            single |= {f"{name}.{inner}": number for inner, number in value.items()}
        else:
            single[name] = value
    return single


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
    return check_values(checked)
