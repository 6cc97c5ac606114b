import json
import re
from dataclasses import replace

import pytest

from msgan_lib import gan_effects
from msgan_lib.gan_effects import COMPARISONS, MEASURES, Comparison
from msgan_lib.training.recipes import methods

TINY = Comparison("tiny", ("controls", "alone"), ("runs", "plain"), ("runs", "gan"))


@pytest.fixture
def recorded(tmp_path, monkeypatch):
    monkeypatch.setattr(gan_effects, "RESULTS", tmp_path)

    def record(file, method, errors, samples=()):
        with open(tmp_path / f"{file}.jsonl", "a") as lines:
            for draw, error in errors.items():
                numbers = {"test_error_percent": error}
                if draw in samples:
                    numbers |= dict(zip(MEASURES, samples[draw], strict=True))
                row = {
                    "parameters": {"label_seed": draw},
                    "metrics": {f"{method}/{what}": n for what, n in numbers.items()},
                }
                lines.write(json.dumps(row) + "\n")

    return record


def test_the_effect_is_with_minus_without_for_the_draws_of_all_three(recorded):
    recorded("runs", "gan", {0: 1.0, 2: 5.0, 3: 1.0, 4: 2.0})
    recorded("runs", "plain", {4: 6.0, 2: 2.0, 0: 3.0})
    recorded("controls", "alone", {2: 8.0, 0: 9.0, 3: 7.0})
    assert TINY.errors() == {
        "labels alone": {0: 9.0, 2: 8.0},
        "without the GAN": {0: 3.0, 2: 2.0},
        "with the GAN": {0: 1.0, 2: 5.0},
    }
    assert TINY.effects() == [-2.0, 3.0]


def test_what_is_not_recorded_is_empty(recorded):
    assert TINY.effects() == []
    recorded("runs", "gan", {0: 1.0})
    recorded("runs", "plain", {0: 1.0})
    assert TINY.effects() == []
    assert list(TINY.errors().values()) == [{}, {}, {}]


DIGITS, SMUDGES = (10, 82.4, 30.0, 0.4), (9, 90.0, 60.0, 0.1)


@pytest.mark.parametrize(
    ("samples", "drawn", "measures"),
    [
        ({}, "not measured", ""),
        ({0: DIGITS, 1: DIGITS}, "digits", "10 classes, 82 % sure, distance 30, c"),
        ({0: SMUDGES, 1: SMUDGES}, "no digits", "9 classes, 90 % sure, distance 60, c"),
        (
            {0: DIGITS, 1: SMUDGES},
            "digits in 1 of 2 draws",
            "9 classes, 86 % sure, distance 45, coverage 0.25",
        ),
    ],
)
def test_what_the_generator_draws_is_said(recorded, samples, drawn, measures):
    for file, method in (TINY.labels_alone, TINY.without_gan):
        recorded(file, method, {0: 1.0, 1: 1.0})
    # Draw 7 has no twin, and is no part of the comparison.
    recorded("runs", "gan", {0: 2.0, 1: 2.0, 7: 2.0}, {**samples, 7: SMUDGES})
    recorded("runs", "gan_alone", {0: 2.0, 1: 2.0})
    for comparison in (TINY, replace(TINY, with_gan=("runs", "gan_alone"))):
        assert comparison.drawn() == drawn
        assert comparison.generator().startswith(drawn)
        assert measures in comparison.generator()
        assert comparison.setting_and_generator() == f"tiny\ngenerator: {drawn}"


def test_settings_are_told_apart_and_both_sides_are_different():
    settings = [comparison.setting for comparison in COMPARISONS]
    assert len(set(settings)) == len(settings)
    assert all(c.with_gan != c.without_gan for c in COMPARISONS)


@pytest.mark.parametrize("comparison", COMPARISONS, ids=lambda c: c.setting)
def test_every_source_is_what_a_sweep_file_makes(comparison):
    for file, method in (
        comparison.labels_alone, comparison.without_gan, comparison.with_gan,
    ):  # fmt: skip
        method = method.removesuffix("_alone")  # lesson 14's networks by themselves
        assert method in methods()
        sweep = gan_effects.RESULTS.parent / "sweeps" / f"{file}.yaml"
        made = re.findall(r"\w+", sweep.read_text("utf-8"))
        assert file == "14_full_training" or method in made
