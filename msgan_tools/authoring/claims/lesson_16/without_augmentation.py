"""Sections 2 and 3 of lesson 16: labels alone, and the GAN without augmentation."""

from msgan_tools.authoring.claims import Claim
from msgan_tools.authoring.claims.lesson_16.sources import (
    AUGMENTED_ALONE,
    CONTROLS,
    FOOLING,
    MLP_ALONE,
    MLP_GAN,
    MLP_PSEUDO,
    MULTI_ALONE,
    MULTI_GAN,
    MULTI_PSEUDO,
    average,
    claim,
    differences,
    every,
    interval,
    left,
    most_left,
    spread,
)

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
        "One scale or several: we see no difference in the last two rows",
        lambda: abs(
            average((CONTROLS, "supervised_multiscale"))
            - average((CONTROLS, "supervised_single_scale"))
        ),
        CONTROLS,
        at_most=0.1,
    ),
    claim(
        "The pyramid's 30 %",
        lambda: average((CONTROLS, "laplacian_linear")),
        CONTROLS,
        at_least=29.5,
        at_most=30.5,
    ),
    Claim(  # the linear classifier of all levels together
        "the 23 % of lesson 01",
        lambda m: m["linear_together_10_a_class/test_error_percent"],
        at_least=22.5,
        at_most=23.5,
        over="mean",
        rows="01_scales_of_an_image.jsonl",
    ),
    claim(
        "The untrained network beats the code that an autoencoder learned from sixty "
        "thousand images, in each draw",
        lambda: min(
            differences(
                (CONTROLS, "autoencoder_linear_frozen"), (CONTROLS, "random_linear")
            )
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
        "With pseudo-labels the errors vary much between draws, with the GAN little",
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
            "Here five draws show no difference",
            lambda sign=sign: sign * interval(MULTI_GAN, MULTI_PSEUDO)[sign > 0],
            at_least=0,
        )
        for sign in (1, -1)
    ),
    claim(
        "Now the game has less than six tenths of the errors of pseudo-labels in each "
        "draw",
        lambda: most_left(FOOLING, MULTI_PSEUDO),
        FOOLING[0],
        at_most=0.6,
    ),
    claim(
        "in each draw, and the whole interval lies below 0",
        lambda: interval(FOOLING, MULTI_PSEUDO)[1],
        FOOLING[0],
        at_most=0,
    ),
]
