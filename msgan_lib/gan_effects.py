"""The comparisons that answer the question of the course: lesson 16, the README.

In each of them stand a training with a GAN, the same training without it, and what the
labelled images alone give.
"""

from dataclasses import dataclass, replace

from msgan_lib.recorded_rows import (
    RESULTS,
    by_draw,
    paired_differences,
    read_rows,
)

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
        errors = {side: errors_of(*source) for side, source in sources.items()}
        shared = sorted(set.intersection(*map(set, errors.values())))
        return {side: {d: of[d] for d in shared} for side, of in errors.items()}

    def effects(self) -> list[float]:
        """Return by how many points the GAN raised the error, draw by draw."""
        errors = self.errors()
        return paired_differences(errors["with the GAN"], errors["without the GAN"])


def errors_of(file: str, method: str) -> dict[int, float]:
    """Return a method's test errors in percent by draw; none if none is recorded."""
    path = RESULTS / f"{file}.jsonl"
    return by_draw(read_rows(path), method) if path.exists() else {}


def _pipeline(
    setting: str, file: str, with_gan: Source | None = None
) -> tuple[Comparison, Comparison]:
    """Return lesson 14's twins: the networks alone, and after the neighbours' vote."""
    gan_file, gan = with_gan or (file, "semisupervised_with_gan")
    networks = Comparison(
        f"{setting}, before the vote",
        labels_alone=(file, "supervised_multiscale"),
        without_gan=(file, "semisupervised_without_gan_alone"),
        with_gan=(gan_file, f"{gan}_alone"),
    )
    voting = replace(
        networks,
        setting=f"{setting}, after the vote",
        without_gan=(file, "semisupervised_without_gan"),
        with_gan=(gan_file, gan),
    )
    return networks, voting


def _and_at_equal_seconds(at_equal_steps: Comparison) -> tuple[Comparison, Comparison]:
    """Return a comparison, and its like at equal CPU seconds.

    There the training with the GAN has fewer steps, since they are dearer.
    """
    _, method = at_equal_steps.with_gan
    at_equal_seconds = replace(
        at_equal_steps,
        setting=f"{at_equal_steps.setting}, equal seconds",
        with_gan=("few_labels_equal_seconds", method),
    )
    return at_equal_steps, at_equal_seconds


_REGIMES, _CONTROLS = "few_labels_regimes", "few_labels_controls"
_AUGMENTED_FOOLING = "few_labels_fooling_augmented"

# The game stands in place of another way to use unlabelled images, where it says so; in
# all others it comes on top of what the twin has. The generator matches features, or it
# tries to fool the discriminator.
COMPARISONS = (
    *_and_at_equal_seconds(
        Comparison(
            "MLP, in place of pseudo-labels",
            labels_alone=(_CONTROLS, "plain_mlp_supervised"),
            without_gan=(_REGIMES, "plain_mlp_pseudo_labels"),
            with_gan=(_REGIMES, "plain_mlp_gan"),
        )
    ),
    Comparison(
        "MLP, fooling, in place of pseudo-labels",
        labels_alone=(_CONTROLS, "plain_mlp_supervised"),
        without_gan=(_REGIMES, "plain_mlp_pseudo_labels"),
        with_gan=("few_labels_fooling_mlp", "plain_mlp_gan_fooling"),
    ),
    *_and_at_equal_seconds(
        Comparison(
            "multi-scale, in place of pseudo-labels",
            labels_alone=(_CONTROLS, "plain_multiscale_supervised"),
            without_gan=(_REGIMES, "plain_multiscale_pseudo_labels"),
            with_gan=(_REGIMES, "plain_multiscale_gan"),
        )
    ),
    *_and_at_equal_seconds(
        Comparison(
            "multi-scale, fooling, in place of pseudo-labels",
            labels_alone=(_CONTROLS, "plain_multiscale_supervised"),
            without_gan=(_REGIMES, "plain_multiscale_pseudo_labels"),
            with_gan=("few_labels_fooling", "plain_multiscale_gan_fooling"),
        )
    ),
    Comparison(
        "augmented, in place of consistency",
        labels_alone=(_CONTROLS, "augmented_supervised"),
        without_gan=(_REGIMES, "augmented_consistency"),
        with_gan=(_REGIMES, "augmented_gan"),
    ),
    *_and_at_equal_seconds(
        Comparison(
            "augmented, on top of consistency",
            labels_alone=(_CONTROLS, "augmented_supervised"),
            without_gan=(_REGIMES, "augmented_consistency"),
            with_gan=(_REGIMES, "augmented_gan_consistency"),
        )
    ),
    Comparison(
        "augmented, fooling, in place of consistency",
        labels_alone=(_CONTROLS, "augmented_supervised"),
        without_gan=(_REGIMES, "augmented_consistency"),
        with_gan=(_AUGMENTED_FOOLING, "augmented_gan_fooling"),
    ),
    Comparison(
        "augmented, fooling, on top of consistency",
        labels_alone=(_CONTROLS, "augmented_supervised"),
        without_gan=(_REGIMES, "augmented_consistency"),
        with_gan=(_AUGMENTED_FOOLING, "augmented_gan_fooling_consistency"),
    ),
    *_pipeline("lesson 14", "14_full_training"),
    *_pipeline(
        "lesson 14, fooling",
        "14_full_training",
        with_gan=("few_labels_fooling_pipeline", "semisupervised_with_gan_fooling"),
    ),
    *_pipeline("lesson 14, 20 labels", "few_labels_at_20"),
    *_pipeline("lesson 14, 1,000 labels", "few_labels_at_1000"),
    *_pipeline("lesson 14, clothes", "few_labels_fashion"),
)
