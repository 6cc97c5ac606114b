"""Sections 7 to 9 of lesson 16: frozen features, costs, the answer."""

from statistics import mean

from msgan_lib.recorded_rows import RESULTS, read_rows
from msgan_tools.authoring.claims.lesson_16.sources import (
    AT_20,
    AT_1000,
    AUGMENTED_ALONE,
    AUGMENTED_GAN,
    BOTH,
    CLOTHES,
    CONSISTENCY,
    CONTROLS,
    EQUAL_SECONDS,
    FOOLING,
    FOOLING_AUGMENTED,
    FOOLING_ON_TOP,
    FOOLING_PIPELINE,
    LESSON_14,
    MLP_ALONE,
    MLP_GAN,
    MLP_PSEUDO,
    MULTI,
    MULTI_GAN,
    MULTI_PSEUDO,
    REGIMES,
    WITHOUT,
    at_equal_seconds,
    claim,
    dearer,
    differences,
    frozen,
    interval,
    left,
    most_left,
    pipelines,
)

FROZEN = [
    claim(
        "On the MLP the linear layer on the features of the GAN's discriminator is "
        "nearly as good as the discriminator itself",
        lambda: max(differences(frozen(MLP_GAN), MLP_GAN)),
        at_most=0.4,
    ),
    *(
        claim(
            "far better than on an autoencoder's code or on the untrained multi-scale "
            "network",
            lambda other=other: most_left(frozen(MLP_GAN), (CONTROLS, other)),
            at_most=0.25,
        )
        for other in ("autoencoder_linear_frozen", "random_linear")
    ),
    claim(
        "From the GAN's features the layer makes more errors than from the twin's, in "
        "each draw",
        lambda: min(differences(frozen(MULTI_GAN), frozen(MULTI_PSEUDO))),
        at_least=0,
    ),
    claim(
        "and nearly two points more on average",
        lambda: mean(differences(frozen(MULTI_GAN), frozen(MULTI_PSEUDO))),
        at_least=1.6,
        at_most=2,
    ),
    claim(
        "Here the whole interval lies above 0",
        lambda: interval(frozen(MULTI_GAN), frozen(MULTI_PSEUDO))[0],
        at_least=0,
    ),
]

COSTS = [
    claim(
        "the same training took up to a fifth more seconds in one sweep than in "
        "another",
        lambda: max(dearer((LESSON_14, MULTI), (CONTROLS, MULTI))),
        LESSON_14,
        at_least=1.1,
        at_most=1.25,
    ),
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

# Lesson 14's twins after the vote, on digits.
_VOTING = [
    *(pipelines(file)[1] for file in (AT_20, LESSON_14, AT_1000)),
    pipelines(with_gan=FOOLING_PIPELINE)[1],
]

ANSWER = [
    claim(
        "In place of pseudo-labels the game wins about five points on the MLP at equal "
        "steps",
        lambda: -mean(differences(MLP_GAN, MLP_PSEUDO)),
        at_least=4.5,
        at_most=5.5,
    ),
    claim(
        "and nearly three at equal seconds",
        lambda: -mean(differences(at_equal_seconds(MLP_GAN), MLP_PSEUDO)),
        EQUAL_SECONDS,
        at_least=2.5,
        at_most=3,
    ),
    claim(
        "at equal seconds, where it still has fewer errors in each draw",
        lambda: max(differences(at_equal_seconds(MLP_GAN), MLP_PSEUDO)),
        EQUAL_SECONDS,
        at_most=0,
    ),
    *(
        claim(
            "On the multi-scale network the draws lie on both sides of 0, and so do "
            "both intervals",
            value,
            EQUAL_SECONDS,
            at_least=0,
        )
        for with_gan in (MULTI_GAN, at_equal_seconds(MULTI_GAN))
        for sign in (1, -1)
        for value in (
            lambda with_gan=with_gan, sign=sign: max(
                sign * effect for effect in differences(with_gan, MULTI_PSEUDO)
            ),
            lambda with_gan=with_gan, sign=sign: (
                sign * interval(with_gan, MULTI_PSEUDO)[sign > 0]
            ),
        )
    ),
    *(
        claim(
            "With digits either game costs less than a tenth of a point on average "
            "after the vote, at each number of labels tried",
            lambda twins=twins: mean(differences(*twins)),
            twins[0][0],
            at_least=0,
            at_most=0.1,
        )
        for twins in _VOTING
    ),
    *(
        claim(
            "The intervals reach from a tenth below 0 to about a tenth above",
            lambda twins=twins, end=end: interval(*twins)[end],
            twins[0][0],
            at_least=-0.1,
            at_most=0.14,
        )
        for twins in _VOTING
        for end in (0, 1)
    ),
    claim(
        "it left about three tenths of the errors at 2.3 times the cost",
        lambda: left(MLP_GAN, MLP_PSEUDO),
        at_least=0.27,
        at_most=0.33,
    ),
    claim(
        "and about six tenths at equal cost",
        lambda: left(at_equal_seconds(MLP_GAN), MLP_PSEUDO),
        EQUAL_SECONDS,
        at_least=0.57,
        at_most=0.65,
    ),
    *(
        claim(
            "the mean may lie about a point to either side",
            lambda end=end: abs(interval(MULTI_GAN, MULTI_PSEUDO)[end]),
            at_least=0.8,
            at_most=1.3,
        )
        for end in (0, 1)
    ),
    *(
        claim(
            "If it fools, the game wins more than three points, at equal seconds too",
            lambda with_gan=with_gan: -mean(differences(with_gan, MULTI_PSEUDO)),
            with_gan[0],
            at_least=3,
        )
        for with_gan in (FOOLING, at_equal_seconds(FOOLING))
    ),
    claim(
        "where it fooled, less than half of their errors were left",
        lambda: left(FOOLING, MULTI_PSEUDO),
        FOOLING[0],
        at_most=0.5,
    ),
    claim(
        "and little more than half at equal cost",
        lambda: left(at_equal_seconds(FOOLING), MULTI_PSEUDO),
        EQUAL_SECONDS,
        at_least=0.5,
        at_most=0.56,
    ),
    *(
        claim(
            "In place of consistency either game harms: both intervals lie above 0",
            lambda game=game: interval(game, CONSISTENCY)[0],
            game[0],
            at_least=0,
        )
        for game in (AUGMENTED_GAN, FOOLING_AUGMENTED)
    ),
    *(
        claim(
            "On top of consistency all intervals include 0",
            lambda game=game, sign=sign: sign * interval(game, CONSISTENCY)[sign > 0],
            game[0],
            at_least=0,
        )
        for game in (BOTH, at_equal_seconds(BOTH), FOOLING_ON_TOP)
        for sign in (1, -1)
    ),
    claim(
        "matching features at equal seconds has more errors in each draw",
        lambda: min(differences(at_equal_seconds(BOTH), CONSISTENCY)),
        EQUAL_SECONDS,
        at_least=0,
    ),
    *(
        claim(
            "With clothes the means lie below 0, and both intervals include it",
            lambda twins=twins: max(mean(differences(*twins)), -interval(*twins)[1]),
            CLOTHES,
            at_most=0,
        )
        for twins in pipelines(CLOTHES)
    ),
    *(
        claim(
            "With augmentation both losses were clearly worse than consistency in its "
            "place",
            lambda game=game: interval(game, CONSISTENCY)[0],
            game[0],
            at_least=0.5,
        )
        for game in (AUGMENTED_GAN, FOOLING_AUGMENTED)
    ),
]
