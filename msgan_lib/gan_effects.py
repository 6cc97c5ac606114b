"""The comparisons that answer the question of the course: lesson 16, the README.

In each of them stand a training with a GAN, the same training without it, and what the
labelled images alone give.
"""

from dataclasses import dataclass

from msgan_lib.recorded_rows import RESULTS, by_draw, paired_differences, read_rows

# Where errors are recorded: a file of data/results without its ending, and a method.
Source = tuple[str, str]


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
        by_side = {side: errors_of(*source) for side, source in sources.items()}
        shared = sorted(set.intersection(*map(set, by_side.values())))
        return {side: {d: of[d] for d in shared} for side, of in by_side.items()}

    def effects(self) -> list[float]:
        """Return by how many points the GAN raised the error, draw by draw."""
        errors = self.errors()
        return paired_differences(errors["with the GAN"], errors["without the GAN"])


def errors_of(file: str, method: str) -> dict[int, float]:
    """Return a method's test errors in percent by draw; none if none is recorded."""
    path = RESULTS / f"{file}.jsonl"
    return by_draw(read_rows(path), method) if path.exists() else {}


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
_WITH_GAN = "semisupervised_with_gan"
_PIPELINES = {  # of lesson 14: the file of its twin, then the game's file and method
    "lesson 14": ("14_full_training", "14_full_training", _WITH_GAN),
    "lesson 14, fooling": (
        "14_full_training",
        "few_labels_fooling_pipeline",
        f"{_WITH_GAN}_fooling",
    ),
    "lesson 14, 20 labels": ("few_labels_at_20", "few_labels_at_20", _WITH_GAN),
    "lesson 14, 1,000 labels": ("few_labels_at_1000", "few_labels_at_1000", _WITH_GAN),
    "lesson 14, clothes": ("few_labels_fashion", "few_labels_fashion", _WITH_GAN),
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
