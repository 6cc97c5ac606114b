"""The methods that the course compares, by name: recipes.yaml, read and checked.

It does without PyTorch, so that every run of a sweep is checked before one starts.
"""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin
from typing import get_type_hints as type_hints

from msgan_lib.ground.errors import CourseError
from msgan_lib.ground.values import check_name, meant, typed
from msgan_lib.ground.yaml_lines import Field, load

RECIPES = Path(__file__).with_name("recipes.yaml")

# What a number may be, in words and as a law.
Rate = Annotated[float, "above 0", lambda rate: rate > 0]
Weight = Annotated[float, "at least 0", lambda weight: weight >= 0]
Decay = Annotated[float, "at least 0 and below 1", lambda decay: 0 <= decay < 1]
Share = Annotated[float, "from 0 to 1", lambda share: 0 <= share <= 1]
Count = Annotated[int, "at least 0", lambda count: count >= 0]
# Batch normalisation needs two images to compare.
BatchSize = Annotated[int, "from 2 to 10000", lambda size: 2 <= size <= 10_000]


@dataclass(frozen=True)
class SupervisedRecipe:
    """The numbers that a supervised training is made of."""

    num_steps: int = 1_000
    batch_size: BatchSize = 100
    lr: Rate = 2e-3
    weight_decay: Weight = 1e-2
    average_decay: Decay = 0.995
    augmented: bool = True  # every image strongly augmented each time it is seen
    input_noise: Weight = 0.0  # standard deviation of normal noise on every pixel


@dataclass(frozen=True)
class AutoencoderRecipe:
    """The numbers that an autoencoder and its linear layer are trained with."""

    num_steps: int = 1_000
    share_labelled: Share = 0.25  # of the steps: the last ones train the linear layer
    batch_size_unlabelled: BatchSize = 64
    batch_size_labelled: BatchSize = 32
    lr: Rate = 3e-3
    lr_linear: Rate = 1e-2
    weight_decay: Weight = 1e-2
    average_decay: Decay = 0.995  # of the linear layer


@dataclass(frozen=True)
class SemiSupervisedRecipe:
    """The numbers that a semi-supervised training is made of."""

    num_steps: int = 3_000
    batch_labelled: BatchSize = 32
    batch_unlabelled: BatchSize = 100
    lr: Rate = 2e-3
    weight_decay: Weight = 1e-2
    average_decay: Decay = 0.995
    augmented: bool = True  # every image changed at random each time it is seen
    input_noise: Weight = 0.0  # standard deviation of normal noise on every pixel
    # The teacher's classes; without augmentation they are plain pseudo-labels.
    consistency: bool = True
    threshold: Share = 0.95  # probability from which the teacher's class is believed
    weight_balance: Weight = 0.1
    # Labels are handed on between this many unlabelled images; 0: there are only those
    # given. In the end neighbours vote by them, and where fewer than `few_labels` are
    # given the network learns from them too: fully at first, later with a small weight.
    propagated_per_step: Count = 20
    few_labels: Count = 500
    share_full_weight: Share = 0.1  # of the steps
    weight_later: Weight = 0.1
    # The GAN's terms; without a generator they are not used.
    weight_gan: Weight = 0.1
    lr_generator: Rate = 2e-3
    # The generator matches the mean features of real images, of all levels or the last
    # one, or it tries to fool the discriminator into calling its images real.
    generator_loss: Literal["matching", "fooling"] = "matching"
    matched_levels: Literal["all", "last"] = "all"
    # Real images have 256 greys and a background of exactly 0, by which they are known
    # at once; "quantised" fakes have them too, before any augmentation. Lesson 06.
    fakes_shown: Literal["as they are", "quantised"] = "as they are"


class Training(NamedTuple):
    """A kind of training: the numbers of its recipe, and which parts it takes."""

    numbers: type | None  # None: it takes no steps
    parts: dict[str, Any]  # role -> Literal of names; with None, it may be left out


TRAININGS = {
    "supervised": Training(
        SupervisedRecipe,
        {
            "network": Literal[
                "SingleScaleCNN",
                "MultiScaleCNN",
                "DeepCNN",
                "TopDownCNN",
                "MLP",
                "RowLSTM",
                "MLPDiscriminator",
            ]
        },
    ),
    "autoencoder": Training(
        AutoencoderRecipe, {"network": Literal["Autoencoder", "VAE"]}
    ),
    "semisupervised": Training(
        SemiSupervisedRecipe,
        {
            "discriminator": Literal[
                "Discriminator", "MLPDiscriminator", "SingleScaleDiscriminator"
            ],
            "generator": Literal[
                "Generator", "WeightNormGenerator", "ConvGenerator", "NoiseImages", None
            ],
        },
    ),
    "linear_probe": Training(
        None, {"features": Literal["laplacian", "hog", "random_network"]}
    ),
    "label_propagation": Training(None, {}),
}

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
