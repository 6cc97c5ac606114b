"""Where the errors stand that lesson 16 speaks of, and how they are compared."""

from collections.abc import Callable
from statistics import mean, stdev

from msgan_lib.gan_effects import Source, errors_of
from msgan_lib.measure import mean_interval
from msgan_lib.recorded_rows import (
    RESULTS,
    by_draw,
    paired_differences,
    read_rows,
)
from msgan_tools.authoring.claims import Claim

CONTROLS, REGIMES = "few_labels_controls", "few_labels_regimes"
MLP_ALONE, MULTI_ALONE, AUGMENTED_ALONE = (
    (CONTROLS, f"{name}_supervised")
    for name in ("plain_mlp", "plain_multiscale", "augmented")
)
MLP_PSEUDO, MULTI_PSEUDO = (
    (REGIMES, f"plain_{name}_pseudo_labels") for name in ("mlp", "multiscale")
)
MLP_GAN, MULTI_GAN = ((REGIMES, f"plain_{name}_gan") for name in ("mlp", "multiscale"))
FOOLING_ON_TOP = "few_labels_fooling_augmented", "augmented_gan_fooling_consistency"
FOOLING_AUGMENTED = "few_labels_fooling_augmented", "augmented_gan_fooling"
FOOLING = "few_labels_fooling", "plain_multiscale_gan_fooling"
CONSISTENCY, AUGMENTED_GAN, BOTH, NOISE = (
    (REGIMES, f"augmented_{name}")
    for name in ("consistency", "gan", "gan_consistency", "noise_consistency")
)
WITHOUT, WITH = "semisupervised_without_gan", "semisupervised_with_gan"
MULTI = "supervised_multiscale"
FOOLING_PIPELINE = "few_labels_fooling_pipeline", f"{WITH}_fooling"
LESSON_14, AT_20, AT_1000 = "14_full_training", "few_labels_at_20", "few_labels_at_1000"
CLOTHES = "few_labels_fashion"
EQUAL_SECONDS = "few_labels_equal_seconds"


def every(source: Source) -> list[float]:
    """Return a method's test errors, one a draw."""
    return list(errors_of(*source).values())


def average(source: Source) -> float:
    """Return a method's mean test error in percent."""
    return mean(every(source))


def left(source: Source, of: Source) -> float:
    """Return the share of one method's mean error that another has."""
    return average(source) / average(of)


def most_left(source: Source, of: Source) -> float:
    """Return the same of single draws: the largest."""
    first, second = errors_of(*source), errors_of(*of)
    return max(first[draw] / second[draw] for draw in first.keys() & second.keys())


def differences(first: Source, second: Source) -> list[float]:
    """Return by how many points the first has more errors, a number a draw."""
    return paired_differences(errors_of(*first), errors_of(*second))


def interval(first: Source, second: Source) -> tuple[float, float]:
    """Return the 95 % interval of the mean of these differences."""
    return mean_interval(differences(first, second))[1:]


def spread(source: Source) -> float:
    """Return the standard deviation of a method's errors over the draws."""
    return stdev(every(source))


def claim(
    prose: str, value: Callable[[], float], file: str = REGIMES, **bounds: float
) -> Claim:
    """Return a claim about methods that are named in it; `file` holds one of them."""
    return Claim(
        prose, lambda rows: value(), over="rows", rows=f"{file}.jsonl", **bounds
    )


def seconds(source: Source) -> dict[int, float]:
    """Return the CPU seconds of a method's trainings by draw."""
    file, method = source
    rows = read_rows(RESULTS / f"{file}.jsonl")
    return by_draw(rows, method, "training_cpu_seconds")


def dearer(with_gan: Source, without: Source) -> list[float]:
    """Return how many times the CPU seconds of its twin a training took, by draw."""
    first, second = seconds(with_gan), seconds(without)
    return [first[draw] / second[draw] for draw in first.keys() & second.keys()]


def frozen(source: Source) -> Source:
    """Return the linear layer on a method's frozen features."""
    return source[0], f"{source[1]}_frozen"


def at_equal_seconds(source: Source) -> Source:
    """Return a method's shorter trainings, which cost what their twins cost."""
    return EQUAL_SECONDS, source[1]


def pipelines(
    file: str = LESSON_14, with_gan: Source | None = None
) -> list[tuple[Source, Source]]:
    """Return the pipeline's twins as (with, without): networks alone, and voting."""
    gan_file, gan = with_gan or (file, WITH)
    return [
        ((gan_file, f"{gan}{ending}"), (file, f"{WITHOUT}{ending}"))
        for ending in ("_alone", "")
    ]
