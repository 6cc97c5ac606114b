"""Sweep files: YAML, read strictly; every mistake is told with file, line and field."""

import itertools
import math
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from msgan_lib.ground.values import meant, typed
from msgan_lib.ground.yaml_lines import Field, load
from msgan_lib.lesson.parameters import check_value
from msgan_lib.training.recipes import check_changes
from msgan_tools.run.limits import Limits
from msgan_tools.run.notebook_file import Notebook, find_notebook

FIELDS = (
    "notebook", "profile", "parameters", "grid", "points", "methods", "seeds", "limits",
)  # fmt: skip
LIMITS = ("minutes", "gigabytes")
MOST_RUNS = 50_000


class Point(NamedTuple):
    """The parameters of one run, and where in the file they come from."""

    given: dict[str, Any]
    place: Field


@dataclass(frozen=True)
class Sweep:
    """A sweep file that was read and checked."""

    notebook: Notebook
    points: list[Point]
    limits: Limits


def read_sweep(path: Path) -> Sweep:
    """Read a sweep file; raises YamlError for anything it should not hold."""
    root = load(path)
    fields = root.mapping()
    _known(fields, FIELDS, "a sweep file has no field")
    if "notebook" not in fields:
        raise root.error("the field `notebook` is missing")
    notebook = _notebook(fields["notebook"])
    axes = _axes(fields, notebook)
    many = math.prod(len(axis) for axis in axes)
    if many > MOST_RUNS:
        raise root.error(f"these are {many:,} runs; at most {MOST_RUNS:,} can be asked")
    points = []
    for parts in itertools.product(*axes):
        given = {name: field for part in parts for name, field in part.items()}
        points.append(_point(given, root, notebook))
    return Sweep(notebook, points, _limits(fields.get("limits")))


# What the fields mean. An axis is a list of choices, a choice some parameters.


def _axes(fields: dict[str, Field], notebook: Notebook) -> list[list[dict]]:
    """Return the axes of the sweep; seeds first, so that a stopped sweep is balanced.

    Raises YamlError for a parameter that is unknown, mistyped or given twice.
    """
    axes: list[list[dict[str, Field]]] = []
    owner: dict[str, str] = {}

    def add(where: str, choices: Iterable[dict[str, Field]]) -> None:
        choices = [_flat(choice, notebook) for choice in choices]
        for name, field in (pair for choice in choices for pair in choice.items()):
            if name in owner:
                raise field.error(f"{name!r} is given in {owner[name]} too")
        owner.update({name: where for choice in choices for name in choice})
        axes.append([_checked(choice, notebook) for choice in choices])

    if "seeds" in fields:
        add("seeds", ({"seed": item} for item in fields["seeds"].items()))
    if "points" in fields:
        choices = [item.mapping() for item in fields["points"].items()]
        for item, choice in zip(fields["points"].value, choices, strict=True):
            if not choice:
                raise item.error("the point is empty")
        add("points", choices)
    for name, values in fields["grid"].mapping().items() if "grid" in fields else ():
        add("grid", ({name: item} for item in values.items()))
    if "methods" in fields:
        add("methods", ({"method": item} for item in fields["methods"].items()))
    if "parameters" in fields:
        add("parameters", [fields["parameters"].mapping()])
    if "profile" in fields:
        add("profile", [{"profile": fields["profile"]}])
    return axes


def _flat(choice: dict[str, Field], notebook: Notebook) -> dict[str, Field]:
    """Return a choice with a name for each value of a dict: recipe.lr for recipe."""
    flat = {}
    for name, field in choice.items():
        if name in notebook.parameters and notebook.parameters[name].type == "dict":
            flat |= {f"{name}.{key}": value for key, value in field.mapping().items()}
        else:
            flat[name] = field
    return flat


def _checked(choice: dict[str, Field], notebook: Notebook) -> dict[str, Field]:
    """Return `choice` with its values typed as the notebook's parameters are."""
    checked = {}
    for name, field in choice.items():
        whole, dot, _ = name.partition(".")
        kind = notebook.parameters[whole].type if whole in notebook.parameters else None
        if kind is None or (dot and kind != "dict"):
            raise field.error(
                f"{notebook.name} has no parameter {name!r}"
                f"{meant(name, notebook.parameters)}; "
                f"it has {', '.join(notebook.parameters)}"
            )
        if dot:  # the method says what it may be, and stands in another field
            checked[name] = Field(field.plain(), field.place)
            continue
        try:
            value = typed(field.value, kind)
        except ValueError:
            raise field.error(
                f"{field.plain()!r} is not of type {kind}, as {name!r} of "
                f"{notebook.name} is{_remedy(kind, field.value)}"
            ) from None
        with field.telling():
            check_value(name, value, dataset=None)  # which may be in another field
        checked[name] = Field(value, field.place)
    return checked


def _point(fields: dict[str, Field], root: Field, notebook: Notebook) -> Point:
    """Return the parameters of a run: the numbers of its recipe in one dict.

    Raises YamlError for a number that the recipe of the run's method can't have.
    """
    given: dict[str, Any] = {}
    for name, field in fields.items():
        whole, dot, key = name.partition(".")
        if dot:
            given.setdefault(whole, {})[key] = field.value
        else:
            given[name] = field.value
    if "method" in notebook.parameters:
        method = given.get("method", notebook.parameters["method"].default)
        for key, value in given.get("recipe", {}).items():
            with fields[f"recipe.{key}"].telling():
                check_changes(method, {key: value})
    return Point(given, list(fields.values())[-1] if fields else root)


def _remedy(kind: str, value: Any) -> str:
    if kind == "str" and not isinstance(value, dict | list):
        return "; put it in quotes"
    if kind == "float" and isinstance(value, str):
        return "; write a number such as 0.001"
    return ""


def _notebook(field: Field) -> Notebook:
    if not isinstance(field.value, str):
        raise field.error("must be a notebook's name or path, such as one_run")
    with field.telling():
        return find_notebook(field.value)


def _limits(field: Field | None) -> Limits:
    fields = field.mapping() if field else {}
    _known(fields, LIMITS, "limits have no field")
    for limit in fields.values():
        value = limit.value
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if not number or not 0 < value < math.inf:
            raise limit.error(f"must be a number above 0, not {limit.plain()!r}")
    return Limits(**{name: float(limit.value) for name, limit in fields.items()})


def _known(fields: dict[str, Field], names: tuple[str, ...], what: str) -> None:
    for name, field in fields.items():
        if name not in names:
            raise field.error(
                f"{what} {name!r}{meant(name, names)}; it may have {', '.join(names)}"
            )
