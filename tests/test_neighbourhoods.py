"""Precision, recall, density, coverage: against prdc, and against laws."""

import contextlib
import io

import pytest
import torch
from prdc import compute_prdc

from msgan_lib import neighbourhoods
from msgan_lib.ground.errors import CourseError
from msgan_lib.neighbourhoods import (
    about_copies,
    coverage,
    density,
    expected_coverage,
    nearer_share,
    nearest_distances,
    neighbourhood_measures,
    precision,
    recall,
)


def cloud(n, seed, d=16, scale=1.0):
    """Features whose numbers depend on each other."""
    stream = torch.Generator().manual_seed(seed)
    mixed = torch.randn(d, d, generator=torch.Generator().manual_seed(99))
    return scale * torch.randn(n, d, generator=stream) @ mixed + 0.3 * seed


def of_prdc(real, fake, k):
    with contextlib.redirect_stdout(io.StringIO()):
        return compute_prdc(real.double().numpy(), fake.double().numpy(), nearest_k=k)


@pytest.mark.parametrize("k", [1, 5])
@pytest.mark.parametrize("scale", [0.5, 1.0, 2.0])
def test_the_measures_are_those_of_prdc(k, scale, monkeypatch):
    monkeypatch.setattr(neighbourhoods, "AT_A_TIME", 70)  # blocks, the last one short
    real, fake = cloud(200, 0), cloud(150, 1, scale=scale) - 0.3
    theirs = of_prdc(real, fake, k)
    assert neighbourhood_measures(real, fake, k)._asdict() == pytest.approx(theirs)
    of_each = {f.__name__: f(real, fake, k) for f in (precision, recall, density)}
    assert of_each | {"coverage": coverage(real, fake, k)} == pytest.approx(theirs)
    assert min(theirs.values()) > 0
    assert theirs["precision"] != theirs["recall"]


def test_two_samples_of_a_normal_distribution_in_many_dimensions():
    """The README of prdc: .48, .47, 1.06 and .97 for 10,000; tests/benchmarks has it.

    Few samples in 1,000 dimensions have higher precision and recall.
    """
    stream = torch.Generator().manual_seed(0)
    real, fake = torch.randn(2, 300, 1_000, generator=stream).double()
    measures = neighbourhood_measures(real, fake)
    assert measures._asdict() == pytest.approx(of_prdc(real, fake, 5))
    assert measures.density == pytest.approx(1, abs=0.15)
    assert measures.precision < 0.9 < measures.coverage


def test_laws():
    x, y = cloud(300, 0), cloud(300, 1)
    assert neighbourhood_measures(x, x, k=1)[:2] == (1, 1)
    assert coverage(x, x, k=1) == 1
    assert neighbourhood_measures(x, y + 1e4) == (0, 0, 0, 0)
    assert coverage(x, y, k=3) <= coverage(x, y, k=30)
    assert coverage(x, y) == coverage(x.flip(0), y.flip(0))
    assert recall(x, y, k=3) == precision(y, x, k=3)
    # Two kinds of images, of which one is made.
    two = torch.cat([x, x + 1e4])
    assert (coverage(two, x), precision(two, x), recall(two, x)) == (0.5, 1, 0.5)
    assert (precision(x, two), coverage(x, two)) == (0.5, 1)


def test_on_the_edge_of_a_neighbourhood_is_outside():
    real, fake = torch.tensor([[0.0], [1.0], [2.0]]), torch.tensor([[3.0], [0.5]])
    assert neighbourhood_measures(real, fake, k=1) == (0.5, 1, 1, 2 / 3)


def test_one_real_image_that_lies_apart_counts_in_precision_not_in_density():
    real, fake = cloud(300, 0, d=2), cloud(300, 1, d=2) + 30
    apart = real.clone()
    apart[0] = 60  # its neighbourhood reaches back to all others
    assert precision(real, fake) == 0
    assert precision(apart, fake) == 1
    assert density(apart, fake) == pytest.approx(0.2)


def test_distances_to_the_nearest():
    points = torch.tensor([[0.0, 0.0], [3.0, 4.0], [10.0, 0.0]])
    assert nearest_distances(points, points[:1]).tolist() == [0, 5, 10]
    assert nearest_distances(points.half(), points).tolist() == [0, 0, 0]
    many = 1e3 * cloud(600, 0, d=64)
    assert nearest_distances(many, many).max() == 0


def test_copies_are_told():
    train, new = cloud(300, 0), cloud(300, 1) - 0.3
    apart = nearest_distances(new, train)
    mixed = nearest_distances(torch.cat([new[:80], train[:20]]), train)
    assert about_copies(apart) == ""
    assert about_copies(mixed).startswith("20 of 100 samples are copies of training ")
    assert nearer_share(apart, apart) == 0.5
    assert nearer_share(nearest_distances(train, train), apart) == 1
    assert nearer_share(apart + 100, apart) == 0
    assert nearer_share(torch.tensor([1.0, 3]), torch.tensor([2.0, 3])) == 0.625


def test_expected_coverage_in_closed_form():
    same = torch.tensor([0.25, 0.75])
    assert expected_coverage(same, same) == pytest.approx(1 - 0.5**5)
    assert expected_coverage(same, torch.tensor([0.0, 1.0]), k=1) == pytest.approx(
        0.75 * (1 - 0.75 / 1.75)
    )
    assert expected_coverage(torch.tensor([1.0, 0]), torch.tensor([0.0, 1.0])) == 0


@pytest.mark.parametrize("shares", [(0.5, 0.5), (0.9, 0.1), (0.0, 1.0)])
def test_expected_coverage_is_what_comes_out(shares):
    n, near = 2_000, [round(share * 2_000) for share in shares]
    real = cloud(n, 0, d=3)
    real[n // 2 :] += 1e4
    fake = torch.cat([cloud(near[0], 2, d=3) - 0.6, cloud(near[1], 3, d=3) - 0.9 + 1e4])
    expected = expected_coverage(torch.tensor([0.5, 0.5]), torch.tensor(shares))
    assert coverage(real, fake) == pytest.approx(expected, abs=0.02)


def nothing_finite(n=100):
    return torch.full((n, 16), torch.nan)


MEASURES = (precision, density, coverage, neighbourhood_measures)


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize(
    ("real", "fake", "k", "sentence"),
    [
        (cloud(9, 0), torch.rand(99), 5, r"\(9, 16\) and \(99,\): read both with"),
        (cloud(9, 0), cloud(9, 1)[:, 1:], 5, r"\(9, 16\) and \(9, 15\)"),
        (nothing_finite() + torch.inf, cloud(9, 0), 5, "infinite or not a number"),
        (cloud(9, 0), cloud(9, 1), 9, "k = 9 need more than k images that have them"),
        (cloud(9, 0), cloud(9, 1), 0, "k of at least 1; here are 9 and 9: take more"),
        (cloud(9, 0), cloud(0, 1), 5, "here are 9 and 0: take more"),
    ],
)  # fmt: skip
def test_features_without_neighbourhoods(measure, real, fake, k, sentence):
    with pytest.raises(CourseError, match=sentence) as error:
        measure(real, fake, k)
    assert str(error.value).endswith(".")


def test_recall_needs_as_many_generated_ones():
    with pytest.raises(CourseError, match="here are 5 and 9: take more"):
        recall(cloud(9, 0), cloud(5, 1))
    with pytest.raises(CourseError, match="no images to look for a nearest one among"):
        nearest_distances(cloud(9, 0), cloud(0, 1))
