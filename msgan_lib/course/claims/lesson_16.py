"""What lesson 16 says of the recorded runs; many of its claims join several files."""

from collections.abc import Callable
from statistics import mean, stdev

from msgan_lib.course.claims import Claim
from msgan_lib.course.gan_effects import Source, errors_of
from msgan_lib.course.recorded import RESULTS, by_draw, paired_differences, read_rows
from msgan_lib.measure import mean_interval

CONTROLS, REGIMES = "few_labels_controls", "few_labels_regimes"
MLP_ALONE, MULTI_ALONE, AUGMENTED_ALONE = (
    (CONTROLS, f"{name}_supervised")
    for name in ("plain_mlp", "plain_multiscale", "augmented")
)
MLP_PSEUDO, MULTI_PSEUDO = (
    (REGIMES, f"plain_{name}_pseudo_labels") for name in ("mlp", "multiscale")
)
MLP_GAN, MULTI_GAN = ((REGIMES, f"plain_{name}_gan") for name in ("mlp", "multiscale"))
WITHOUT, WITH = "semisupervised_without_gan", "semisupervised_with_gan"
MULTI = "supervised_multiscale"
LESSON_14, AT_20, AT_1000 = "14_full_training", "few_labels_at_20", "few_labels_at_1000"


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


def pipelines(file: str = LESSON_14) -> list[tuple[Source, Source]]:
    """Return the pipeline's twins as (with, without): networks alone, and voting."""
    return [
        ((file, f"{WITH}{ending}"), (file, f"{WITHOUT}{ending}"))
        for ending in ("_alone", "")
    ]


LABELS_ALONE = [
    claim(
        "Without augmentation the MLP is wrong on more than a fifth of the test images",
        lambda: min(every(MLP_ALONE)),
        CONTROLS,
        at_least=20,
    ),
    claim(
        "makes about four tenths fewer errors",
        lambda: 1 - left(MULTI_ALONE, MLP_ALONE),
        CONTROLS,
        at_least=0.35,
        at_most=0.45,
    ),
    claim(
        "Augmentation takes away at least six tenths of those, in each draw",
        lambda: 1 - most_left(AUGMENTED_ALONE, MULTI_ALONE),
        CONTROLS,
        at_least=0.6,
    ),
    claim(
        "even a smaller MLP with augmentation is better than the multi-scale network "
        "without it",
        lambda: max(differences((CONTROLS, "supervised_mlp"), MULTI_ALONE)),
        CONTROLS,
        at_most=0,
    ),
    claim(
        "One scale or several is the same in the last two rows",
        lambda: abs(
            average((CONTROLS, "supervised_multiscale"))
            - average((CONTROLS, "supervised_single_scale"))
        ),
        CONTROLS,
        at_most=0.1,
    ),
    claim(
        "The untrained network beats the code that an autoencoder learned from sixty "
        "thousand images, in each draw",
        lambda: min(
            differences((CONTROLS, "autoencoder_linear"), (CONTROLS, "random_linear"))
        ),
        CONTROLS,
        at_least=0,
    ),
    claim(
        "HOG, which learns nothing either, is about as good as the trained multi-scale "
        "network without augmentation",
        lambda: abs(average((CONTROLS, "hog_linear")) - average(MULTI_ALONE)),
        CONTROLS,
        at_most=0.7,
    ),
]

ON_THE_MLP = [
    claim(
        "Labels alone had 22 % errors on average",
        lambda: average(MLP_ALONE),
        CONTROLS,
        at_least=21.5,
        at_most=22.5,
    ),
    claim(
        "pseudo-labels have about a third of that",
        lambda: left(MLP_PSEUDO, MLP_ALONE),
        at_least=0.3,
        at_most=0.36,
    ),
    claim(
        "The GAN has less than half of the errors of pseudo-labels in each of the five "
        "draws",
        lambda: most_left(MLP_GAN, MLP_PSEUDO),
        at_most=0.5,
    ),
    claim(
        "about three tenths on average",
        lambda: left(MLP_GAN, MLP_PSEUDO),
        at_least=0.27,
        at_most=0.33,
    ),
    claim(
        "With 2.3 % it is also better than augmentation with labels alone",
        lambda: average(MLP_GAN),
        at_least=2.25,
        at_most=2.35,
    ),
    claim(
        "better than augmentation with labels alone in section 2, in each draw",
        lambda: max(differences(MLP_GAN, AUGMENTED_ALONE)),
        at_most=0,
    ),
    claim(
        "The whole interval lies below 0",
        lambda: interval(MLP_GAN, MLP_PSEUDO)[1],
        at_most=0,
    ),
    claim(
        "The draws differ much in what pseudo-labels make of them, and little with the "
        "GAN",
        lambda: spread(MLP_PSEUDO) / spread(MLP_GAN),
        at_least=3,
    ),
]

ON_THE_MULTISCALE_NETWORK = [
    *(
        claim(
            "Pseudo-labels have about half of the errors that labels alone had, and so "
            "has the game",
            lambda side=side: left(side, MULTI_ALONE),
            at_least=0.45,
            at_most=0.58,
        )
        for side in (MULTI_PSEUDO, MULTI_GAN)
    ),
    *(
        claim(
            "the effect is about a point up in one and about a point down in another",
            lambda sign=sign: max(
                sign * effect for effect in differences(MULTI_GAN, MULTI_PSEUDO)
            ),
            at_least=0.8,
            at_most=1.3,
        )
        for sign in (1, -1)
    ),
    *(
        claim(
            words,
            lambda sign=sign: sign * interval(MULTI_GAN, MULTI_PSEUDO)[sign > 0],
            at_least=0,
        )
        for words in (
            "and the interval includes 0",
            "the draws lie on both sides of 0, and so does the interval",
        )
        for sign in (1, -1)
    ),
]

IN_THE_PIPELINE = [
    *(
        claim(
            "All four lie between 0.6 and 1 % in each draw",
            lambda side=side: max(abs(error - 0.8) for error in every(side)),
            LESSON_14,
            at_most=0.2,
        )
        for twins in pipelines()
        for side in twins
    ),
    *(
        claim(
            "the two twins are less than a tenth of a point apart, both before and "
            "after the vote",
            lambda twins=twins: max(map(abs, differences(*twins))),
            LESSON_14,
            at_most=0.1,
        )
        for twins in pipelines()
    ),
    *(
        Claim(
            "p is above 0.1 in each draw",
            lambda metrics, name=name: metrics[name],
            at_least=0.1,
            rows=f"{LESSON_14}.jsonl",
        )
        for name in ("gan_effect/p_value", "gan_effect_alone/p_value")
    ),
    claim(
        "From 20 labels the pipeline makes hardly more errors than from 100",
        lambda: average((AT_20, WITHOUT)) - average((LESSON_14, WITHOUT)),
        AT_20,
        at_most=0.1,
    ),
    claim(
        "Labels alone make at least twice as many with 20 as with 100, in each draw",
        lambda: most_left((LESSON_14, MULTI), (AT_20, MULTI)),
        AT_20,
        at_most=0.5,
    ),
    *(
        claim(
            "at no number of labels do we see the GAN help",
            lambda file=file: interval((file, WITH), (file, WITHOUT))[1],
            file,
            at_least=0,
        )
        for file in (LESSON_14, AT_20, AT_1000)
    ),
]

FROZEN = [
    claim(
        "On the MLP the linear layer on the features of the GAN's discriminator is "
        "nearly as good as the discriminator itself",
        lambda: max(differences(frozen(MLP_GAN), MLP_GAN)),
        at_most=0.4,
    ),
    *(
        claim(
            "far better than on an autoencoder's code or on an untrained network",
            lambda other=other: most_left(frozen(MLP_GAN), (CONTROLS, other)),
            at_most=0.25,
        )
        for other in ("autoencoder_linear", "random_linear")
    ),
    *(
        claim(
            "a linear layer that sees twenty labels makes about one error in ten, on "
            "either side",
            lambda side=side: average(frozen((AT_20, side))),
            AT_20,
            at_least=9.5,
            at_most=11,
        )
        for side in (WITHOUT, WITH)
    ),
    *(
        claim(
            "the networks themselves make one in a hundred",
            lambda side=side: average((AT_20, f"{side}_alone")),
            AT_20,
            at_least=0.8,
            at_most=1.1,
        )
        for side in (WITHOUT, WITH)
    ),
    claim(
        "the GAN's are no easier",
        lambda: mean(differences(frozen((AT_20, WITH)), frozen((AT_20, WITHOUT)))),
        AT_20,
        at_least=0,
    ),
]

COSTS = [
    claim(
        "These rows are from one kind of processor",
        lambda: len(
            {
                row["versions"]["processor"]
                for file, methods in (
                    (CONTROLS, (MLP_ALONE[1], AUGMENTED_ALONE[1])),
                    (REGIMES, (MLP_PSEUDO[1], MLP_GAN[1])),
                    (LESSON_14, (None,)),
                )
                for row in read_rows(RESULTS / f"{file}.jsonl")
                if row["parameters"].get("method") in methods
            }
        ),
        at_most=1,
    ),
    *(
        claim(
            "the game's training took 2.3 times the CPU seconds of its twin on the MLP",
            lambda extreme=extreme: extreme(dearer(MLP_GAN, MLP_PSEUDO)),
            at_least=2.2,
            at_most=2.4,
        )
        for extreme in (min, max)
    ),
    *(
        claim(
            "in lesson 14 it took about 1.9 times",
            lambda extreme=extreme: extreme(dearer(*pipelines()[1])),
            LESSON_14,
            at_least=1.8,
            at_most=2,
        )
        for extreme in (min, max)
    ),
    claim(
        "The pipeline without the GAN is better than the MLP with it",
        lambda: max(differences((LESSON_14, WITHOUT), MLP_GAN)),
        at_most=0,
    ),
    claim(
        "better than the MLP with it, and cheaper, in every draw",
        lambda: max(dearer((LESSON_14, WITHOUT), MLP_GAN)),
        at_most=0.9,
    ),
]

ANSWER = [
    claim(
        "In place of pseudo-labels the game wins about five points on the MLP",
        lambda: -mean(differences(MLP_GAN, MLP_PSEUDO)),
        at_least=4.5,
        at_most=5.5,
    ),
    *(
        claim(
            "After the vote the mean effect lies above 0 with 20 labels, with 100 and "
            "with 1,000, by less than a tenth of a point",
            lambda file=file: mean(differences((file, WITH), (file, WITHOUT))),
            file,
            at_least=0,
            at_most=0.1,
        )
        for file in (AT_20, LESSON_14, AT_1000)
    ),
    *(
        claim(
            "before the vote it lies within a tenth of a point around 0",
            lambda file=file: abs(mean(differences(*pipelines(file)[0]))),
            file,
            at_most=0.1,
        )
        for file in (AT_20, LESSON_14, AT_1000)
    ),
    *(
        claim(
            "The intervals after the vote reach from hardly below 0 to about a tenth",
            lambda file=file, end=end: interval((file, WITH), (file, WITHOUT))[end],
            file,
            at_least=-0.06,
            at_most=0.14,
        )
        for file in (AT_20, LESSON_14, AT_1000)
        for end in (0, 1)
    ),
    claim(
        "it left about three tenths of the errors, at equal steps and 2.3 times the "
        "cost",
        lambda: left(MLP_GAN, MLP_PSEUDO),
        at_least=0.27,
        at_most=0.33,
    ),
    claim(
        "On the multi-scale network it was no better than pseudo-labels",
        lambda: mean(differences(MULTI_GAN, MULTI_PSEUDO)),
        at_least=0,
    ),
]

CLAIMS = [
    *LABELS_ALONE,
    *ON_THE_MLP,
    *ON_THE_MULTISCALE_NETWORK,
    *IN_THE_PIPELINE,
    *FROZEN,
    *COSTS,
    *ANSWER,
]
GIVEN = (
    "the 95 % interval of the mean",  # what the line in the picture is
    "The 95 % interval of their mean",
    "nobody can win five points",  # a subtraction, not a result
    "2.776 for five pairs and 95 %",  # Student's t
    "2.262 for ten",
    "give p below 0.05",  # what many ask of a p-value
    "report 0.93 % with 100 labels",  # Salimans and others (2016), table 1
)
