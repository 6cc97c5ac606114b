import json
from statistics import mean

import numpy as np
import pytest

from msgan_lib.ground.errors import CourseError
from msgan_tools.authoring.claim_vocabulary import (
    Draws,
    Interval,
    interval,
    ratio,
    vocabulary,
)

GAN, TWIN = Draws({0: 3.0, 1: 5.0, 2: 4.0}), Draws({0: 1.0, 1: 2.0, 3: 9.0})


def test_draws_meet_in_those_that_both_have():
    assert (GAN - TWIN).by_draw == {0: 2, 1: 3}
    assert list(GAN / TWIN) == [3, 2.5]
    assert list(100 - GAN) == [97, 95, 96]
    assert list(abs(TWIN - GAN)) == [2, 3]
    assert all(GAN > TWIN)
    assert not all(GAN < 5)
    assert (min(GAN), max(GAN), mean(GAN), len(GAN)) == (3, 5, 4, 3)
    assert repr(GAN / 3) == "1, 1.667, 1.333"


def test_draws_without_one_in_common_are_no_rows():
    with pytest.raises(CourseError, match="sees no rows"):
        GAN - Draws({7: 1.0})


def test_draws_meet_draws_and_numbers_alone():
    for other in ([1.0, 2.0, 3.0], np.ones(3)):
        with pytest.raises(TypeError):
            GAN + other


def test_draws_are_not_one_truth():
    with pytest.raises(CourseError, match="many numbers"):
        bool(2 < GAN < 6)


def test_an_interval_is_that_of_students_t():
    assert interval(GAN) == pytest.approx((4 - 2.4841, 4 + 2.4841), abs=1e-4)
    assert [n in Interval(-1, 2) for n in (-2, -1, 0, 2, 3)] == [0, 1, 1, 1, 0]


def test_a_ratio_is_that_of_the_means():
    assert ratio(GAN, Draws({0: 1, 1: 7})) == 1


@pytest.fixture
def known(tmp_path):
    """Return the vocabulary, with rows of a lesson and of a file that it names."""
    rows = [
        {
            "parameters": {"seed": seed, "num_steps": num_steps},
            "metrics": {"mlp/test_error_percent": error, "mlp/training_cpu_seconds": 2},
        }
        for seed, num_steps, error in ((1, 10, 4), (0, 10, 3), (0, 20, float("nan")))
    ]
    rows[1]["parameters"]["label_seed"] = 5
    for file, some in (("own", rows[:2]), ("other", rows)):
        text = "".join(json.dumps(row) + "\n" for row in some)
        (tmp_path / f"{file}.jsonl").write_text(text)
    (tmp_path / "empty.jsonl").touch()
    files = set()
    return vocabulary("own", files, tmp_path) | {"files": files}


def test_metrics_are_read_by_draw(known):
    assert known["errors"]("mlp").by_draw == {1: 4, 5: 3}
    assert known["metric"]("mlp/test_error_percent").by_draw == {1: 4, 5: 3}
    assert known["seconds"]("mlp").by_draw == {1: 2, 5: 2}
    assert known["errors"]("mlp", "other", num_steps=10).by_draw == {1: 4, 5: 3}
    assert len(known["rows"]("other")) == 3
    assert known["files"] == {"own", "other"}


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        (
            {"method": "vae"},
            "sees no rows: none of data/results/own.jsonl has vae/test_error_percent; "
            "correct the claim, or run `msgan sweep data/sweeps/own.yaml --record "
            "data/results/own.jsonl` once that sweep makes it",
        ),
        (
            {"method": "mlp", "num_steps": 7},
            "has mlp/test_error_percent, num_steps=7; correct the claim, or run `",
        ),
        (
            {"method": "mlp", "file": "other", "num_steps": 20},
            "in data/results/other.jsonl mlp/test_error_percent, num_steps=20 is not "
            "one in each row; take these rows out and run `msgan sweep ",
        ),
        (
            {"method": "mlp", "file": "absent"},
            "data/results/absent.jsonl is not there; correct the name, or run `msgan "
            "sweep data/sweeps/absent.yaml --record data/results/absent.jsonl`",
        ),
        (
            {"method": "mlp", "file": "empty"},
            "data/results/empty.jsonl is empty; correct the name, or run `msgan sweep ",
        ),
    ],
)
def test_no_rows_and_no_numbers_are_told(known, wanted, told):
    with pytest.raises(CourseError) as caught:
        known["errors"](**wanted)
    assert told in str(caught.value)


def test_an_empty_file_has_no_rows_to_loop_over(known):
    with pytest.raises(CourseError, match=r"empty\.jsonl is empty"):
        known["rows"]("empty")
