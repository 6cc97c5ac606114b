"""Fréchet distance and what a judge finds, against others' code and against laws."""

import pytest
import torch
from torch import nn
from torchmetrics.image.fid import FrechetInceptionDistance

from msgan_lib.ground.errors import CourseError
from msgan_lib.measure_images import (
    MEASURES,
    class_shares,
    compare_features,
    draws_digits,
    frechet_distance,
    measure_samples,
    read_images,
)
from msgan_lib.neighbourhoods import coverage, neighbourhood_measures
from msgan_lib.networks.judge import Judge


def cloud(n, seed, d=16, scale=1.0):
    """Features whose numbers depend on each other."""
    stream = torch.Generator().manual_seed(seed)
    mixed = torch.randn(d, d, generator=torch.Generator().manual_seed(99))
    return scale * torch.randn(n, d, generator=stream) @ mixed + 0.3 * seed


class Pixels(nn.Module):
    """Images that are their own features, for torchmetrics."""

    num_features = 16

    def forward(self, x):
        return x


@pytest.mark.parametrize("sizes", [(300, 300), (200, 2_000), (2_000, 40)])
def test_the_distance_is_that_of_torchmetrics(sizes):
    real, fake = cloud(sizes[0], 0), cloud(sizes[1], 1, scale=1.7)
    metric = FrechetInceptionDistance(feature=Pixels())
    metric.update(real, real=True)
    metric.update(fake, real=False)
    ours = frechet_distance(real, fake)
    assert ours == pytest.approx(metric.compute().item(), rel=1e-3)
    assert ours > 1


def test_the_distance_of_normal_clouds_in_closed_form():
    # Along one axis it is (mean - mean)^2 + (deviation - deviation)^2.
    x = torch.tensor([[-1.0], [1.0], [-1.0], [1.0]], dtype=torch.float64)
    deviation = x.std().item()
    assert frechet_distance(x, 3 * x + 5) == pytest.approx(25 + (2 * deviation) ** 2)


def test_laws_of_the_distance():
    x, y = cloud(500, 0), cloud(400, 1)
    assert frechet_distance(x, x) == pytest.approx(0, abs=1e-9)
    shift = torch.arange(16.0)
    moved = frechet_distance(x, x + shift)
    assert moved == pytest.approx(shift.square().sum().item(), rel=1e-6)
    distance = frechet_distance(x, y)
    order = torch.randperm(400, generator=torch.Generator().manual_seed(0))
    assert frechet_distance(x, y[order]) == pytest.approx(distance, rel=1e-9)
    assert frechet_distance(y, x) == pytest.approx(distance, rel=1e-9)
    turned, _ = torch.linalg.qr(torch.randn(16, 16, dtype=torch.float64))
    both = x.double() @ turned, y.double() @ turned
    assert frechet_distance(*both) == pytest.approx(distance, rel=1e-9)


def test_features_that_never_move_have_a_distance_too():
    # No root of a covariance is taken, so it need not have an inverse.
    x, y = cloud(100, 0), cloud(100, 1)
    x[:, 3] = y[:, 3] = 0
    y[:, 5] = 1
    kept = [i for i in range(16) if i != 3]
    assert frechet_distance(x, y) == pytest.approx(
        frechet_distance(x[:, kept], y[:, kept])
    )


def test_few_samples_make_the_distance_larger():
    everything = cloud(5_000, 0)
    few = [frechet_distance(everything, everything[:n]) for n in (20, 100, 1_000)]
    assert few == sorted(few, reverse=True)


def nothing_finite(n=100):
    return torch.full((n, 16), torch.nan)


@pytest.mark.parametrize(
    ("compare", "sentence"),
    [
        (lambda: frechet_distance(cloud(15, 0), cloud(99, 1)),
         "16 features needs at least 16 real images, not 15: take more"),
        (lambda: frechet_distance(cloud(99, 0), cloud(3, 1)),
         "at least 16 generated images, not 3"),
        (lambda: frechet_distance(torch.rand(1, 1), torch.rand(1, 1)), "at least 2 re"),
        (lambda: frechet_distance(cloud(99, 0), cloud(99, 1)[:, 1:]),
         r"are \(99, 16\) and \(99, 15\): read both with the same judge"),
        (lambda: frechet_distance(cloud(99, 0), nothing_finite()), "infinite or not a"),
        (lambda: compare_features(cloud(99, 0), cloud(99, 1), ["recal"]),
         r"no measure 'recal' \(did you mean 'recall'\?\); there are frechet_distance"),
        (lambda: compare_features(cloud(99, 0), cloud(4, 1), ["recall"]), "are 4 and"),
    ],
)  # fmt: skip
def test_features_that_cannot_be_compared(compare, sentence):
    with pytest.raises(CourseError, match=sentence) as error:
        compare()
    assert str(error.value).endswith(".")


def test_measures_are_compared_by_name(monkeypatch):
    real, fake = cloud(200, 0), cloud(200, 1)
    everything = compare_features(real, fake)
    assert tuple(everything) == MEASURES
    assert everything["frechet_distance"] == frechet_distance(real, fake)
    near = neighbourhood_measures(real, fake)._asdict()
    assert {name: everything[name] for name in near} == near
    monkeypatch.setattr("msgan_lib.measure_images.COVERAGE_SIZE", 50)
    few = compare_features(real, fake, ["coverage", "frechet_distance"])
    assert few["coverage"] == coverage(real[:50], fake[:50])
    assert few["frechet_distance"] == everything["frechet_distance"]


# Images.


class Eyes(nn.Module):
    """A judge whose features are the means of the first rows, and its logits these."""

    def features(self, x):
        return 50 * x[:, 0, :10].mean(dim=2)

    def classify(self, features):
        return features


def digits(classes, brightness=1.0):
    x = torch.rand(len(classes), 1, 28, 28, generator=torch.Generator().manual_seed(0))
    x *= 0.01
    x[range(len(classes)), 0, classes] += brightness * 0.9
    return x


def test_samples_are_measured_on_all_of_them():
    real = digits([i % 10 for i in range(200)])
    # 3 of 200 are less than 2 %, 4 are as many.
    fake = digits([0] * 193 + [1] * 3 + [2] * 4)
    fake[:50] = digits([0] * 50, brightness=0.01)
    measures = measure_samples(Eyes(), fake, real)
    assert measures["classes_reached"] == 2
    assert measures["sure_percent"] == pytest.approx(75)
    features = [50 * x[:, 0, :10].mean(dim=2) for x in (real, fake)]
    assert measures["frechet_distance"] == frechet_distance(*features)
    assert measures["coverage"] == coverage(*features)
    assert 0 < measures["coverage"] < 1
    assert set(measures) == {
        "classes_reached", "sure_percent", "frechet_distance", "coverage",
    }  # fmt: skip


def test_coverage_looks_at_the_first_of_many(monkeypatch):
    monkeypatch.setattr("msgan_lib.measure_images.COVERAGE_SIZE", 50)
    real = digits([i % 10 for i in range(200)])
    fake = torch.cat([real[:50], digits([0] * 150)])
    assert measure_samples(Eyes(), fake, real)["coverage"] == 1


@pytest.mark.parametrize(
    ("classes", "sure", "digits"),
    [(10, 60, True), (10, 59.9, False), (9, 99, False)],
)
def test_digits_are_all_classes_and_a_judge_that_is_mostly_sure(classes, sure, digits):
    measured = {"classes_reached": classes, "sure_percent": sure, "coverage": 0.1}
    assert draws_digits(measured) == digits


def test_class_shares():
    shares = class_shares(torch.eye(10)[[0, 0, 0, 7]])
    assert shares.tolist() == [0.75, 0, 0, 0, 0, 0, 0, 0.25, 0, 0]


def test_batches_and_the_mode_of_the_judge_do_not_matter():
    judge, x = Judge().train(), torch.rand(7, 1, 28, 28)
    logits, features = read_images(judge, x, batch_size=3)
    assert judge.training
    assert (logits.shape, features.shape) == ((7, 10), (7, 64))
    assert not logits.requires_grad
    judge.eval()
    torch.testing.assert_close(logits, judge(x))
    torch.testing.assert_close(features, judge.features(x))


@pytest.mark.parametrize(
    ("x", "sentence"),
    [
        (torch.rand(9, 28, 28), r"images \(n, 1, 28, 28\), not \(9, 28, 28\); resh"),
        (torch.rand(9, 1, 32, 32), r"not \(9, 1, 32, 32\)"),
        (torch.rand(0, 1, 28, 28), r"not \(0, 1, 28, 28\)"),
        (2 * digits([0]) - 1, r"from -1 to 0.8\d+: turn \[-1, 1\] into \[0, 1\]"),
        (255 * torch.rand(9, 1, 28, 28), "divide grey values from 0 to 255 by 255.0"),
        (torch.ones(9, 1, 28, 28).byte(), r"\(torch.uint8\) reach from 1 to 1: divide"),
        (torch.full((9, 1, 28, 28), torch.nan), "exploded, so lower its learning rate"),
        (torch.rand(9, 1, 28, 28) / 0, "exploded"),
    ],
)  # fmt: skip
def test_images_that_a_judge_cannot_read(x, sentence):
    with pytest.raises(CourseError, match=sentence) as error:
        read_images(Eyes(), x)
    assert str(error.value).endswith(".")
    with pytest.raises(CourseError, match=sentence):
        measure_samples(Eyes(), x, digits([0] * 100))
