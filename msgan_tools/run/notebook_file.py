"""Notebooks as the runner sees them: found by name, parameters read and checked."""

import ast
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from msgan_lib import PROJECT_ROOT
from msgan_lib.ground.errors import CourseError
from msgan_lib.ground.folders import course_folder
from msgan_lib.ground.values import TYPES, meant, typed
from msgan_lib.lesson.parameters import check_values

NOTEBOOKS = PROJECT_ROOT / "notebooks"


@dataclass(frozen=True)
class Parameter:
    """One line of a `parameters` cell: `seed: int = 0`."""

    name: str
    type: str  # one of TYPES
    default: Any


@dataclass(frozen=True)
class Notebook:
    """A notebook that can be run."""

    name: (
        str  # "14_full_training", "solutions/14_full_training"; names the run's folder
    )
    path: Path
    argument: str  # what `msgan run` calls it
    cells: tuple[tuple[str, str], ...]  # (cell type, or "parameters"; source)
    parameters: dict[str, Parameter]


def lessons() -> list[str]:
    """Return the stems of all lessons, in order."""
    course_folder()
    return sorted(path.stem for path in NOTEBOOKS.glob("[0-9][0-9]_*.ipynb"))


def find_notebook(argument: str) -> Notebook:
    """Read the notebook called by its stem, by solutions/STEM or by its file's path.

    Raises CourseError if there is none, or if its `parameters` cell is not one.
    """
    path = Path(argument)
    if path.suffix != ".ipynb":
        path = NOTEBOOKS / f"{argument}.ipynb"
    if not path.is_file():
        course_folder()
        known = sorted(file.stem for file in NOTEBOOKS.glob("*.ipynb"))
        raise CourseError(
            f"There is no notebook {argument!r}; there are "
            f"{', '.join(known) or 'none'}, lessons also as solutions/NAME, "
            "and any file by its path."
        )
    path = path.resolve()
    if path.is_relative_to(NOTEBOOKS):
        name = argument = path.relative_to(NOTEBOOKS).with_suffix("").as_posix()
    else:
        name, argument = path.stem, str(path)
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        cells = [
            (c["cell_type"], "".join(c["source"]), c["metadata"].get("tags", []))
            for c in content["cells"]
        ]
    except OSError as error:
        raise CourseError(f"{path} cannot be read: {error.strerror}.") from None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CourseError(f"{path} is not a notebook that can be read.") from error
    tagged = [source for kind, source, tags in cells if "parameters" in tags]
    if len(tagged) != 1:
        raise CourseError(
            f"{path} must have exactly one cell tagged `parameters`, not {len(tagged)}."
        )
    return Notebook(
        name,
        path,
        argument,
        tuple(
            ("parameters" if "parameters" in tags else kind, source)
            for kind, source, tags in cells
        ),
        read_parameters(tagged[0], name),
    )


def read_parameters(source: str, name: str) -> dict[str, Parameter]:
    """Read a `parameters` cell: annotated plain literals, `profile` among them.

    `name` is the notebook's, for the CourseError that anything else raises.
    """
    try:
        statements = ast.parse(source).body
    except SyntaxError as error:
        raise CourseError(
            f"The parameters cell of {name} is not Python: {error.msg}."
        ) from error
    parameters = {}
    for statement in statements:
        match statement:
            case ast.AnnAssign(ast.Name(key), ast.Name(kind), value) if value:
                try:
                    default = ast.literal_eval(value)
                    parameters[key] = Parameter(key, kind, typed(default, kind))
                    continue
                except ValueError:
                    pass
        line = ast.unparse(statement)
        raise CourseError(
            f"The parameters cell of {name} may hold only lines such as "
            f"`seed: int = 0` (types {', '.join(TYPES)}), not `{line}`."
        )
    if "profile" not in parameters:
        raise CourseError(f"The parameters cell of {name} has no `profile`.")
    return parameters


def split_options(options: Iterable[str]) -> dict[str, str]:
    """Split NAME=VALUE options; raises CourseError for one given twice or without =.

    Options such as recipe.lr=0.001 become one: recipe={"lr": 0.001}.
    """
    given: dict[str, str] = {}
    inner: dict[str, dict[str, Any]] = {}
    for option in options:
        name, equals, text = option.partition("=")
        if not equals or not all(part.isidentifier() for part in name.split(".", 1)):
            raise CourseError(
                f"-p takes NAME=VALUE, such as -p seed=1, not {option!r}."
            )
        whole, dot, key = name.partition(".")
        if whole in given or key in inner.get(whole, {}) or (not dot and name in inner):
            raise CourseError(f"-p {name} is given twice; keep one of them.")
        if dot:
            inner.setdefault(whole, {})[key] = _json_or_word(text)
        else:
            given[name] = text
    return given | {name: json.dumps(values) for name, values in inner.items()}


def _json_or_word(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def fill_in(notebook: Notebook, given: Mapping[str, str]) -> dict[str, Any]:
    """Return all parameters of `notebook`: `given` as typed values, else the defaults.

    Raises CourseError for a name the notebook does not have, for a wrong type, and as
    check_values does.
    """
    for name in given:
        if name not in notebook.parameters:
            raise CourseError(
                f"{notebook.name} has no parameter {name!r}"
                f"{meant(name, notebook.parameters)}; "
                f"it has {', '.join(notebook.parameters)}."
            )
    values = {}
    for name, parameter in notebook.parameters.items():
        values[name] = parameter.default
        if name in given:
            try:
                values[name] = typed(
                    _value(given[name], parameter.type), parameter.type
                )
            except ValueError:
                form = """, such as '{"lr": 0.001}'""" * (parameter.type == "dict")
                raise CourseError(
                    f"Parameter {name!r} of {notebook.name} is of type "
                    f"{parameter.type}{form}, so it cannot be {given[name]!r}; "
                    f"its default is {parameter.default!r}."
                ) from None
    return check_values(values)


def _value(text: str, kind: str) -> Any:
    # A bare word is a string, also one that looks like a number.
    if kind == "str" and not text.startswith('"'):
        return text
    return json.loads(text)
