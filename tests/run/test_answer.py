from pathlib import Path

import pytest

from msgan_lib.training.recipes import title
from msgan_tools.run.answer import answer

FOLDER = Path("runs") / "14_full_training" / "0123"
WITHOUT, WITH = "semisupervised_without_gan", "semisupervised_with_gan"


def result(metrics, profile="class"):
    """Return as much of a result.json as an answer is made of."""
    parameters = {"profile": profile, "label_seed": 3}
    return {
        "notebook": "14_full_training",
        "profile": profile,
        "parameters": parameters,
        "metrics": metrics,
    }


def twins(effect, p_value):
    """Return what lesson 14 saves, as far as an answer needs it."""
    metrics = {"headline/test_error_percent": 0.0}
    for method, error in ((WITH, 1.5 + effect), (WITHOUT, 1.5)):
        metrics |= {
            f"{method}/test_error_percent": error,
            f"{method}/test_error_low_percent": error - 0.25,
            f"{method}/test_error_high_percent": error + 0.26,
            f"{method}_alone/test_error_percent": error + 1,
        }
    effects = {"test_error_points": effect, "p_value": p_value}
    return metrics | {f"gan_effect/{what}": value for what, value in effects.items()}


def test_lesson_14_ends_with_errors_intervals_and_the_effect_in_words():
    lines = answer(result(twins(0.07, 0.3817)), FOLDER).splitlines()
    assert lines[0] == "14_full_training (profile class, label_seed 3)"
    best, second = lines[3:5]  # and no other rows
    assert best.startswith(title(WITHOUT))
    assert best.split()[-4:] == ["1.50", "1.25", "to", "1.76"]
    assert second.startswith(title(WITH))
    assert second.split()[-4:] == ["1.57", "1.32", "to", "1.83"]
    assert lines[5:] == [
        "",
        "The GAN's effect: +0.07 points (p = 0.38). No difference seen in this draw of "
        "labels.",
        "One draw proves little; README.md tells what several draws gave.",
        f"All numbers: {FOLDER / 'result.json'}",
    ]


@pytest.mark.parametrize(
    ("effect", "p_value", "words"),
    [
        (-0.4, 0.0012, "Fewer errors with the GAN in this draw"),
        (0.4, 0.049, "More errors with the GAN in this draw"),
        (-0.4, 0.05, "No difference seen"),
    ],
)
def test_a_difference_is_told_where_luck_hardly_explains_it(effect, p_value, words):
    told = " ".join(answer(result(twins(effect, p_value)), FOLDER).split())
    assert f"{effect:+.2f} points (p = {p_value:.2g}). {words}" in told
    assert ("luck with the test images is an unlikely" in told) == (p_value < 0.05)


@pytest.mark.parametrize(
    ("sure", "words"),
    [
        (
            73.4,
            "draws digits (10 of 10 classes; a judge is sure of 73 % of its images).",
        ),
        (45, "draws no digits, so this says little of GANs (10 of 10 classes; a judge"),
    ],
)
def test_what_the_generator_draws_is_told_where_it_was_measured(sure, words):
    measured = {"generator/classes_reached": 10, "generator/sure_percent": sure}
    told = answer(result(twins(0.07, 0.4) | measured), FOLDER)
    assert f"Its generator {words}" in " ".join(told.split())
    assert "Its generator" not in answer(result(twins(0.07, 0.4)), FOLDER)


def test_smoke_means_nothing_and_says_so():
    told = answer(result(twins(0.4, 0.01), "smoke"), FOLDER)
    assert "these numbers mean nothing" in told
    assert "mean nothing" not in answer(result(twins(0.4, 0.01)), FOLDER)


def test_other_notebooks_list_their_test_errors_the_best_first_and_no_more_than_12():
    errors = {f"net_{i}/test_error_percent": 20.0 - i for i in range(14)}
    lines = answer(result(errors | {"net_0/seconds_cpu": 7.0}), FOLDER).splitlines()
    assert [line.split() for line in lines[1:]] == [
        ["test", "error", "(%)"],
        ["------", "--------------"],
        *(["net", f"{i}", f"{20 - i}.00"] for i in range(13, 1, -1)),
        ["...", "and", "2", "more"],
        ["All", "numbers:", f"{FOLDER / 'result.json'}"],
    ]


def test_a_notebook_without_test_errors_lists_its_numbers():
    lines = answer(result({"a/steps_count": 100_000, "b/loss_nats": 0.5}), FOLDER)
    assert [line.split() for line in lines.splitlines()[3:-1]] == [
        ["a:", "steps", "count", "100000"],
        ["b:", "loss", "nats", "0.5"],
    ]
