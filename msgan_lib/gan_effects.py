"""The comparisons that answer the question of the course: lesson 16, the README.

In each of them stand a training with a GAN, the same training without it, and what the
labelled images alone give. What the GAN's generator draws is said too, if it was
measured: a game whose generator draws no digits says little about GANs.
"""

from dataclasses import dataclass
from statistics import mean

from msgan_lib.measure_images import draws_digits
from msgan_lib.recorded_rows import RESULTS, by_draw, paired_differences, read_rows

# Where errors are recorded: a file of data/results without its ending, and a method.
Source = tuple[str, str]
# What is measured of a generator's samples: see measure_samples.
MEASURES = ("classes_reached", "sure_percent", "frechet_distance", "coverage")


@dataclass(frozen=True)
class Comparison:
    """What both sides have in common, and where the errors of all three stand."""

    setting: str
    labels_alone: Source
    without_gan: Source
    with_gan: Source

    def errors(self) -> dict[str, dict[int, float]]:
        """Return test errors in percent by draw: of the draws that all three have."""
        sources = {
            "labels alone": self.labels_alone,
            "without the GAN": self.without_gan,
            "with the GAN": self.with_gan,
        }
        by_side = {
            side: numbers_of(*source, "test_error_percent")
            for side, source in sources.items()
        }
        shared = sorted(set.intersection(*map(set, by_side.values())))
        return {side: {d: of[d] for d in shared} for side, of in by_side.items()}

    def effects(self) -> list[float]:
        """Return by how many points the GAN raised the error, draw by draw."""
        errors = self.errors()
        return paired_differences(errors["with the GAN"], errors["without the GAN"])

    def samples(self) -> list[dict[str, float]]:
        """Return what measure_samples says of the GAN's generator, a dict a draw.

        Empty where no row holds it: older rows do not.
        """
        file, method = self.with_gan
        method = method.removesuffix("_alone")  # the game ends before neighbours vote
        measured = {what: numbers_of(file, method, what) for what in MEASURES}
        shared = self.errors()["with the GAN"]
        draws = [d for d in shared if all(d in of for of in measured.values())]
        return [{what: of[d] for what, of in measured.items()} for d in draws]

    def drawn(self) -> str:
        """Return in a word or two whether its generator draws digits."""
        samples = self.samples()
        digits = sum(map(draws_digits, samples))
        if not samples:
            return "not measured"
        if 0 < digits < len(samples):
            return f"digits in {digits} of {len(samples)} draws"
        return "digits" if digits else "no digits"

    def setting_and_generator(self) -> str:
        """Return the setting and below it what its generator draws, for a picture."""
        return f"{self.setting}\ngenerator: {self.drawn()}"

    def generator(self) -> str:
        """Return the same with the measures: their means, of classes the fewest."""
        if not (samples := self.samples()):
            return self.drawn()
        of = {what: [each[what] for each in samples] for what in MEASURES}
        return (
            f"{self.drawn()}: {min(of['classes_reached']):.0f} classes, "
            f"{mean(of['sure_percent']):.0f} % sure, "
            f"distance {mean(of['frechet_distance']):.0f}, "
            f"coverage {mean(of['coverage']):.2f}"
        )


def numbers_of(file: str, method: str, what: str) -> dict[int, float]:
    """Return one number of a method by draw; none if none is recorded."""
    path = RESULTS / f"{file}.jsonl"
    return by_draw(read_rows(path), method, what) if path.exists() else {}


_CONTROLS, _REGIMES = "few_labels_controls", "few_labels_regimes"
_EQUAL_SECONDS = "few_labels_equal_seconds"  # fewer steps, since they are dearer
_AUGMENTED_FOOLING = "few_labels_fooling_augmented"

# Labels alone, and the training without a GAN, with which the games below are compared.
_MLP = (_CONTROLS, "plain_mlp_supervised"), (_REGIMES, "plain_mlp_pseudo_labels")
_MULTISCALE = (
    (_CONTROLS, "plain_multiscale_supervised"),
    (_REGIMES, "plain_multiscale_pseudo_labels"),
)
_AUGMENTED = (_CONTROLS, "augmented_supervised"), (_REGIMES, "augmented_consistency")

# The game stands in place of another way to use unlabelled images, where it says so; in
# all others it comes on top of what the twin has. The generator matches features, or it
# tries to fool the discriminator.
_GAMES = {
    _MLP: {
        "MLP, in place of pseudo-labels": (_REGIMES, "plain_mlp_gan"),
        "MLP, in place of pseudo-labels, equal seconds": (
            _EQUAL_SECONDS,
            "plain_mlp_gan",
        ),
        "MLP, fooling, in place of pseudo-labels": (
            "few_labels_fooling_mlp",
            "plain_mlp_gan_fooling",
        ),
    },
    _MULTISCALE: {
        "multi-scale, in place of pseudo-labels": (_REGIMES, "plain_multiscale_gan"),
        "multi-scale, in place of pseudo-labels, equal seconds": (
            _EQUAL_SECONDS,
            "plain_multiscale_gan",
        ),
        "multi-scale, fooling, in place of pseudo-labels": (
            "few_labels_fooling",
            "plain_multiscale_gan_fooling",
        ),
        "multi-scale, fooling, in place of pseudo-labels, equal seconds": (
            _EQUAL_SECONDS,
            "plain_multiscale_gan_fooling",
        ),
    },
    _AUGMENTED: {
        "augmented, in place of consistency": (_REGIMES, "augmented_gan"),
        "augmented, on top of consistency": (_REGIMES, "augmented_gan_consistency"),
        "augmented, on top of consistency, equal seconds": (
            _EQUAL_SECONDS,
            "augmented_gan_consistency",
        ),
        "augmented, fooling, in place of consistency": (
            _AUGMENTED_FOOLING,
            "augmented_gan_fooling",
        ),
        "augmented, fooling, on top of consistency": (
            _AUGMENTED_FOOLING,
            "augmented_gan_fooling_consistency",
        ),
    },
}
# Lesson 14's game draws digits. An older one, whose generator is fully connected, was
# recorded with other labels and images too.
_DRAWING, _OLDER = "semisupervised_with_drawing_gan", "semisupervised_with_gan"
_PIPELINES = {  # of lesson 14: the file of its twin, then the game's file and method
    "lesson 14": ("14_full_training", "14_full_training", _DRAWING),
    "lesson 14, matching": (
        "14_full_training",
        "few_labels_drawing_matching",
        f"{_DRAWING}_matching",
    ),
    "lesson 14, older game, fooling": (
        "14_full_training",
        "few_labels_fooling_pipeline",
        f"{_OLDER}_fooling",
    ),
    "lesson 14, older game, 20 labels": (
        "few_labels_at_20",
        "few_labels_at_20",
        _OLDER,
    ),
    "lesson 14, older game, 1,000 labels": (
        "few_labels_at_1000",
        "few_labels_at_1000",
        _OLDER,
    ),
    "lesson 14, older game, clothes": (
        "few_labels_fashion",
        "few_labels_fashion",
        _OLDER,
    ),
}

COMPARISONS = tuple(
    Comparison(setting, *twins, with_gan)
    for twins, games in _GAMES.items()
    for setting, with_gan in games.items()
) + tuple(
    Comparison(
        f"{setting}, {when} the vote",
        (file, "supervised_multiscale"),
        (file, f"semisupervised_without_gan{ending}"),
        (gan_file, f"{gan}{ending}"),
    )
    for setting, (file, gan_file, gan) in _PIPELINES.items()
    for when, ending in (("before", "_alone"), ("after", ""))
)
