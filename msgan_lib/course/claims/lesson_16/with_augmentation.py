"""Sections 4 to 6 of lesson 16: augmentation, the pipeline, clothes."""

from msgan_lib.course.claims import Claim
from msgan_lib.course.claims.lesson_16.sources import (
    AT_20,
    AT_1000,
    LESSON_14,
    MULTI,
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
