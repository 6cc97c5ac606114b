"""The methods that stand for all: the first with each training, parts and losses."""

from msgan_lib.training.kinds import TRAININGS
from msgan_lib.training.recipes import methods, resolve


def methods_of(training):
    """Return the methods of a kind of training."""
    return [name for name in methods() if resolve(name)["training"] == training]


def kind(method):
    """Return what a method does; sizes and rates aside."""
    recipe = resolve(method)
    training = recipe["training"]
    parts = [recipe[role] for role in TRAININGS[training].parts]
    losses = [
        recipe.get(name) for name in ("generator_loss", "matched_levels", "penalty")
    ]
    return training, *parts, *losses


ONE_OF_EACH_KIND = list(
    {kind(method): method for method in reversed(methods())}.values()
)
