"""The methods that the course compares, by name: recipes.yaml, read and checked.

It does without PyTorch, so that every run of a sweep is checked before one starts.
"""

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args, get_origin
from typing import get_type_hints as type_hints

from msgan_lib.ground.errors import CourseError
from msgan_lib.ground.values import check_name, meant, typed
from msgan_lib.ground.yaml_lines import Field, load
from msgan_lib.training.kinds import TRAININGS

RECIPES = Path(__file__).with_name("recipes.yaml")

# What a run scores beside the method itself: see training.outcome.
SCORES = {"_alone": "before the vote", "_frozen": "frozen features"}


class Method(NamedTuple):
    """What recipes.yaml says of a method, `like` followed and defaults filled in."""

    title: str
    recipe: dict[str, Any]


def methods() -> tuple[str, ...]:
    """Return the names of all methods, in the order of recipes.yaml."""
    return tuple(_all_methods())


def title(method: str) -> str:
    """Return the words that pictures and tables show for a method or a score of it.

    Of a name that is none of them the words are its own.
    """
    known = _all_methods()
    if method in known:
        return known[method].title
    for ending, words in SCORES.items():
        if (name := method.removesuffix(ending)) != method and name in known:
            return f"{known[name].title}, {words}"
    return method.replace("_", " ")


def resolve(method: str, changes: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return a method's whole recipe but for the number of its steps.

    Its keys are "training", the roles of its parts, and the fields of the recipe's
    class, with `changes` to some of these. Raises CourseError as check_changes does.
    """
    changes = check_changes(method, changes or {})
    return {**_all_methods()[method].recipe, **changes}


def check_changes(method: str, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return changes to a method's recipe, typed, in the order of its fields.

    Raises CourseError for an unknown method or field, for a value of another type or
    out of range, and for changes to a method without steps.
    """
    check_name("method", method, methods())
    training = _all_methods()[method].recipe["training"]
    hints = fields_of(training)
    if changes and not hints:
        raise CourseError(f"{method} takes no steps, so its recipe has no numbers.")
    for name in changes:
        if name not in hints:
            raise CourseError(
                f"recipe has no field {name!r}{meant(name, hints)}; "
                f"it has {', '.join(hints)}."
            )
    return {n: _checked(n, changes[n], hints[n]) for n in hints if n in changes}


@functools.cache
def fields_of(training: str) -> dict[str, Any]:
    """Return the numbers of a training's recipe and their types, `num_steps` aside.

    Whoever starts a training says how many steps it takes.
    """
    numbers = TRAININGS[training].numbers
    hints = type_hints(numbers, include_extras=True) if numbers else {}
    return {name: hint for name, hint in hints.items() if name != "num_steps"}


def _checked(name: str, value: Any, hint: Any) -> Any:
    """Return `value` as a field's type has it; raises CourseError if it can't be."""
    if get_origin(hint) is Literal:
        check_name(name, value, get_args(hint))
        return value
    kind, words, law = get_args(hint) or (hint, "", lambda value: True)
    try:
        value = typed(value, kind.__name__)
    except ValueError:
        remedy = "; write a number such as 0.001" * (kind is float)
        raise CourseError(
            f"{name} is of type {kind.__name__}, so it cannot be {value!r}{remedy}."
        ) from None
    if not law(value):
        raise CourseError(f"{name} must be {words}, not {value!r}.")
    return value


# Reading.


@functools.cache
def _all_methods() -> dict[str, Method]:
    return read_recipes(RECIPES)


def read_recipes(path: Path) -> dict[str, Method]:
    """Read a file of recipes; raises YamlError for anything that it should not hold."""
    entries = load(path).mapping()
    owners: dict[str, str] = {}
    read = {}
    for name, entry in entries.items():
        if "title" not in entry.mapping():
            raise entry.error("the field `title` is missing")
        fields = _inherited(name, entries)
        words = fields["title"].value
        if not isinstance(words, str) or not words.strip():
            raise fields["title"].error("must be the words that pictures show")
        if words in owners:
            raise fields["title"].error(f"{words!r} is the title of {owners[words]}")
        owners[words] = name
        read[name] = Method(words, _recipe(entry, fields))
    return read


def _inherited(
    name: str, entries: dict[str, Field], above: tuple[str, ...] = ()
) -> dict[str, Field]:
    """Return a method's fields, and below them those of the method it is like."""
    fields = dict(entries[name].mapping())
    above = (*above, name)
    if (like := fields.pop("like", None)) is None:
        return fields
    with like.telling():
        check_name("method", like.plain(), entries)
    if like.value in above:
        circle = (*above[above.index(like.value) :], like.value)
        raise like.error(f"goes round in a circle: {' -> '.join(circle)}")
    return _inherited(like.value, entries, above) | fields


def _recipe(entry: Field, fields: dict[str, Field]) -> dict[str, Any]:
    """Return a method's whole recipe, checked, with the defaults filled in."""
    if "training" not in fields:
        raise entry.error("the field `training` is missing")
    training = fields["training"].plain()
    with fields["training"].telling():
        check_name("training", training, TRAININGS)
    numbers, parts = TRAININGS[training]
    hints = {**parts, **fields_of(training)}
    recipe = {"training": training}
    for name, hint in hints.items():
        if name in fields:
            with fields[name].telling():
                recipe[name] = _checked(name, fields[name].plain(), hint)
        elif name not in parts:
            recipe[name] = getattr(numbers, name)
        elif None in get_args(hint):
            recipe[name] = None
        else:
            raise entry.error(f"the field `{name}` is missing")
    known = ("title", "like", *recipe)
    for name, field in fields.items():
        if name not in known:
            raise field.error(
                f"a method of training {training} has no field {name!r}"
                f"{meant(name, known)}; it may have {', '.join(known)}"
            )
    return recipe
