"""What lesson 16 says of the recorded runs; many of its claims join several files."""

from collections.abc import Callable
from statistics import mean, stdev

from msgan_lib.course.claims import Claim
from msgan_lib.course.gan_effects import Source, errors_of
from msgan_lib.course.recorded import paired_differences
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


LABELS_ALONE = [
    claim(
        "The MLP is wrong on more than a fifth of the test images",
        lambda: min(every(MLP_ALONE)),
        CONTROLS,
        at_least=20,
    ),
    claim(
        "The convolutions of the multi-scale network take away about four tenths of "
        "the errors",
        lambda: 1 - left(MULTI_ALONE, MLP_ALONE),
        CONTROLS,
        at_least=0.35,
        at_most=0.45,
    ),
    claim(
        "Augmentation takes away at least six tenths of what is left, in each draw",
        lambda: 1 - most_left(AUGMENTED_ALONE, MULTI_ALONE),
        CONTROLS,
        at_least=0.6,
    ),
    claim(
        "One scale or several is the same there",
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

NOTHING_KNOWN = [
    claim(
        "Labels alone left 22 % on average",
        lambda: average(MLP_ALONE),
        CONTROLS,
        at_least=21.5,
        at_most=22.5,
    ),
    claim(
        "Pseudo-labels leave about a third of that",
        lambda: left(MLP_PSEUDO, MLP_ALONE),
        at_least=0.3,
        at_most=0.36,
    ),
    claim(
        "The GAN leaves less than half of the errors of pseudo-labels in each of the "
        "five draws",
        lambda: most_left(MLP_GAN, MLP_PSEUDO),
        at_most=0.5,
    ),
    claim(
        "less than a third on average",
        lambda: left(MLP_GAN, MLP_PSEUDO),
        at_most=1 / 3,
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


def pipelines(file: str = "14_full_training") -> list[tuple[Source, Source]]:
    """Return the pipeline's twins as (with, without): networks alone, and voting."""
    return [
        ((file, f"{WITH}{ending}"), (file, f"{WITHOUT}{ending}"))
        for ending in ("_alone", "")
    ]


PIPELINE = [
    *(
        claim(
            "All four lie between 0.6 and 1 % in each draw",
            lambda side=side: max(abs(error - 0.8) for error in every(side)),
            "14_full_training",
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
            "14_full_training",
            at_most=0.1,
        )
        for twins in pipelines()
    ),
    claim(
        "From 20 labels the pipeline makes hardly more errors than from 100",
        lambda: (
            average(("few_labels_at_20", WITHOUT))
            - average(("14_full_training", WITHOUT))
        ),
        "few_labels_at_20",
        at_most=0.1,
    ),
    claim(
        "labels alone leave at least twice as many in each draw",
        lambda: most_left(
            ("14_full_training", "supervised_multiscale"),
            ("few_labels_at_20", "supervised_multiscale"),
        ),
        "few_labels_at_20",
        at_most=0.5,
    ),
    *(
        claim(
            "with a hundred labels and with twenty, the mean effect is on the other "
            "side of 0 and no larger than a tenth of a point",
            lambda twins=twins: mean(differences(*twins)),
            file,
            at_least=0,
            at_most=0.1,
        )
        for file in ("14_full_training", "few_labels_at_20")
        for twins in pipelines(file)
    ),
]


def frozen(source: Source) -> Source:
    """Return the linear layer on a method's frozen features."""
    return source[0], f"{source[1]}_frozen"


FROZEN = [
    claim(
        "The linear layer on the frozen features of the GAN's discriminator is nearly "
        "as good as the discriminator itself",
        lambda: max(differences(frozen(MLP_GAN), MLP_GAN)),
        at_most=0.4,
    ),
    *(
        claim(
            "far better than that on an autoencoder's code or on an untrained network",
            lambda other=other: most_left(frozen(MLP_GAN), (CONTROLS, other)),
            at_most=0.25,
        )
        for other in ("autoencoder_linear", "random_linear")
    ),
    claim(
        "The twin's features had seen them too, and are as good as the twin",
        lambda: max(differences(frozen(MLP_PSEUDO), MLP_PSEUDO)),
        at_most=1.5,
    ),
]

CLAIMS = [
    *LABELS_ALONE,
    *NOTHING_KNOWN,
    claim(
        "pseudo-labels leave about half of the errors that labels alone left",
        lambda: left(MULTI_PSEUDO, MULTI_ALONE),
        at_least=0.45,
        at_most=0.58,
    ),
    *PIPELINE,
    *FROZEN,
    claim(
        "To an MLP without augmentation it brings about five points",
        lambda: -mean(differences(MLP_GAN, MLP_PSEUDO)),
        at_least=4.5,
        at_most=5.5,
    ),
    claim(
        "On an MLP without augmentation the GAN leaves less than a third of the errors "
        "of pseudo-labels",
        lambda: left(MLP_GAN, MLP_PSEUDO),
        at_most=1 / 3,
    ),
]
GIVEN = (
    "95 % interval",  # what an interval is
    "the ratio 1.8, which was measured once",  # a setting: steps of equal cost
    "2.776 for five pairs and 95 %",  # Student's t
    "2.262 for ten",
    "give p below 0.05",  # what many ask of a p-value
    # that of 70 wrong among 10,000, as lesson 14's intervals
    "an error of 0.7 % uncertain by about 0.16 points",
)
