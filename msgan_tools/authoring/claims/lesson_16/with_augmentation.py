"""Sections 4 to 6 of lesson 16: augmentation, the pipeline, clothes."""

from statistics import mean

from msgan_tools.authoring.claims.lesson_16.sources import (
    AT_20,
    AT_1000,
    AUGMENTED_ALONE,
    AUGMENTED_GAN,
    BOTH,
    CLOTHES,
    CONSISTENCY,
    FOOLING_AUGMENTED,
    FOOLING_ON_TOP,
    FOOLING_PIPELINE,
    LESSON_14,
    MULTI,
    NOISE,
    WITH,
    WITHOUT,
    average,
    claim,
    differences,
    every,
    interval,
    most_left,
    pipelines,
)

WITH_AUGMENTATION = [
    claim(
        "In place of consistency the game is worse, in each draw",
        lambda: min(differences(AUGMENTED_GAN, CONSISTENCY)),
        at_least=0,
    ),
    claim(
        "though better than labels alone in section 2",
        lambda: max(differences(AUGMENTED_GAN, AUGMENTED_ALONE)),
        at_most=0,
    ),
    claim(
        "the game changes little in three draws, less than a tenth of a point",
        lambda: sorted(map(abs, differences(BOTH, CONSISTENCY)))[2],
        at_most=0.1,
    ),
    claim(
        "In the other two it adds more than a point",
        lambda: sorted(differences(BOTH, CONSISTENCY))[3],
        at_least=1,
    ),
    *(
        claim(
            "a training ends with about one percent of errors or with more than two, "
            "and none between",
            lambda side=side: min(max(1.2 - error, error - 2) for error in every(side)),
            at_least=0,
        )
        for side in (CONSISTENCY, BOTH, NOISE)
    ),
    *(
        claim(
            "Without the game one draw ends above two, with it three",
            lambda side=side: sum(error > 2 for error in every(side)),
            at_least=count,
            at_most=count,
        )
        for side, count in ((CONSISTENCY, 1), (BOTH, 3))
    ),
    *(
        claim(
            "with it three. The interval includes 0",
            lambda sign=sign: sign * interval(BOTH, CONSISTENCY)[sign > 0],
            at_least=0,
        )
        for sign in (1, -1)
    ),
    claim(
        "each draw stays within two tenths of a point",
        lambda: max(map(abs, differences(NOISE, CONSISTENCY))),
        at_most=0.2,
    ),
    claim(
        "and so does each with a generator that fools on top",
        lambda: max(map(abs, differences(FOOLING_ON_TOP, CONSISTENCY))),
        FOOLING_ON_TOP[0],
        at_most=0.2,
    ),
    claim(
        "In place of consistency fooling is worse too, in each draw",
        lambda: min(differences(FOOLING_AUGMENTED, CONSISTENCY)),
        FOOLING_AUGMENTED[0],
        at_least=0,
    ),
]

ON_CLOTHES = [
    claim(
        "Labels alone are wrong on about three of ten pictures",
        lambda: average((CLOTHES, MULTI)),
        CLOTHES,
        at_least=29,
        at_most=32,
    ),
    *(
        claim(
            "the pipeline on about one of four",
            lambda side=side: average(side),
            CLOTHES,
            at_least=22.5,
            at_most=25.5,
        )
        for twins in pipelines(CLOTHES)
        for side in twins
    ),
    claim(
        "The twins differ by less than a third of a point in each draw after the vote",
        lambda: max(map(abs, differences(*pipelines(CLOTHES)[1]))),
        CLOTHES,
        at_most=1 / 3,
    ),
    claim(
        "and their mean by less than a tenth",
        lambda: abs(mean(differences(*pipelines(CLOTHES)[1]))),
        CLOTHES,
        at_most=0.1,
    ),
    claim(
        "Before the vote the game has fewer errors in all three draws",
        lambda: max(differences(*pipelines(CLOTHES)[0])),
        CLOTHES,
        at_most=0,
    ),
    claim(
        "about a quarter of a point on average",
        lambda: -mean(differences(*pipelines(CLOTHES)[0])),
        CLOTHES,
        at_least=0.2,
        at_most=0.3,
    ),
    *(
        claim(
            "Three draws leave the interval wide, and it includes 0",
            lambda sign=sign: sign * interval(*pipelines(CLOTHES)[0])[sign > 0],
            CLOTHES,
            at_least=0,
        )
        for sign in (1, -1)
    ),
]

_EITHER_GAME = pipelines() + pipelines(with_gan=FOOLING_PIPELINE)

IN_THE_PIPELINE = [
    *(
        claim(
            "All six lie between 0.6 and 1.1 % in each draw",
            lambda side=side: max(abs(error - 0.85) for error in every(side)),
            side[0],
            at_most=0.25,
        )
        for side in dict.fromkeys(side for twins in _EITHER_GAME for side in twins)
    ),
    *(
        claim(
            "Either game moves the error by at most an eighth of a point, before and "
            "after the vote",
            lambda twins=twins: max(map(abs, differences(*twins))),
            twins[0][0],
            at_most=0.125,
        )
        for twins in _EITHER_GAME
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
