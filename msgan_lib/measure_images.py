"""How good generated images are, measured in the features of a judge.

The judge is a small network that had no part in the game; `load_judge` of
msgan_lib.weights returns it. Used from lesson 05 on, taught in lesson 08.
"""

import math
from collections.abc import Mapping, Sequence

import torch
from torch import nn

from msgan_lib.data import IMAGE_SIZE, NUM_CLASSES
from msgan_lib.ground.devices import device_of
from msgan_lib.ground.errors import CourseError
from msgan_lib.ground.values import check_name
from msgan_lib.measure import evaluating
from msgan_lib.neighbourhoods import comparable, coverage, neighbourhood_measures

REACHED = 0.02  # a class is reached if it gets at least this share of the samples
SURE = 0.9  # the probability from which the judge is sure of a class
MOSTLY_SURE = 60  # percent of samples: with less a generator does not draw digits
COVERAGE_SIZE = 2_000  # images of each kind: their distances are a square table
MEASURES = ("frechet_distance", "precision", "recall", "density", "coverage")


@torch.no_grad()
def read_images(
    judge: nn.Module, x: torch.Tensor, batch_size: int = 500
) -> tuple[torch.Tensor, torch.Tensor]:
    """Return what a judge finds in images: class logits (n, 10), features (n, 64).

    Images are (n, 1, 28, 28) from 0 to 1; they go to the judge's device in batches.
    Raises CourseError for images of another size or range.
    """
    _check_images(x)
    device, logits, features = device_of(judge), [], []
    with evaluating(judge):
        for batch in x.split(batch_size):
            features.append(judge.features(batch.to(device)))
            logits.append(judge.classify(features[-1]))
    return torch.cat(logits), torch.cat(features)


def measure_samples(
    judge: nn.Module, x_fake: torch.Tensor, x_real: torch.Tensor
) -> dict[str, float]:
    """Return how generated images compare with real ones, in a judge's eyes.

    Keys: "classes_reached", how many classes get at least 2 % of the samples;
    "sure_percent", the share of samples to which the judge gives some class a
    probability of at least 0.9; "frechet_distance"; "coverage" (0 to 1), of the first
    2,000 images of each kind. Both are (n, 1, 28, 28) from 0 to 1. Raises CourseError
    as read_images, frechet_distance and coverage do.
    """
    _, features_real = read_images(judge, x_real)
    return measure_features(*read_images(judge, x_fake), features_real)


def measure_features(
    logits_fake: torch.Tensor, features_fake: torch.Tensor, features_real: torch.Tensor
) -> dict[str, float]:
    """Return the same as measure_samples, of what read_images found.

    So real images that are compared with often need be read only once.
    """
    sure = logits_fake.softmax(dim=1).amax(dim=1) >= SURE
    few = slice(COVERAGE_SIZE)
    return {
        "classes_reached": int((class_shares(logits_fake) >= REACHED).sum()),
        "sure_percent": 100 * sure.float().mean().item(),
        "frechet_distance": frechet_distance(features_real, features_fake),
        "coverage": coverage(features_real[few], features_fake[few]),
    }


def draws_digits(measured: Mapping[str, float]) -> bool:
    """Return whether samples are digits: all ten classes, and the judge mostly sure.

    `measured` is what measure_samples returns. The judge has to be sure of at least
    60 % of the samples. A game whose generator does not draw digits says little about
    what digits that are generated could bring. Taught in lesson 08.
    """
    every_class = measured["classes_reached"] == NUM_CLASSES
    return every_class and measured["sure_percent"] >= MOSTLY_SURE


def compare_features(
    features_real: torch.Tensor,
    features_fake: torch.Tensor,
    measures: Sequence[str] = MEASURES,
) -> dict[str, float]:
    """Return measures of generated images by name, of features (n, d) and (m, d).

    Those of neighbourhoods look at the first 2,000 images of each kind, as coverage
    does elsewhere. Raises CourseError for an unknown measure, and as frechet_distance
    and neighbourhood_measures do. Taught in lesson 08.
    """
    for name in measures:
        check_name("measure", name, MEASURES)
    values, few = {}, slice(COVERAGE_SIZE)
    if set(measures) - {"frechet_distance"}:
        near = neighbourhood_measures(features_real[few], features_fake[few])
        values = near._asdict()
    if "frechet_distance" in measures:
        values["frechet_distance"] = frechet_distance(features_real, features_fake)
    return {name: values[name] for name in measures}


def class_shares(logits: torch.Tensor) -> torch.Tensor:
    """Return the share of images that each class gets, (10,), of class logits (n, 10).

    A generator that makes few kinds of images has collapsed: some shares are 0.
    """
    counts = logits.argmax(dim=1).bincount(minlength=logits.shape[1])
    return counts / len(logits)


def frechet_distance(features_real: torch.Tensor, features_fake: torch.Tensor) -> float:
    """Return how far apart two clouds of features are, if both were normal.

    Features are (n, d) and (m, d). With their means and covariances it is

        |mean_r - mean_f|^2 + trace(C_r + C_f - 2 (C_r C_f)^(1/2)),

    the squared Wasserstein distance of two normal distributions (Fréchet, 1957; Heusel
    et al., 2017). It is 0 for the same cloud, and fewer samples make it larger. Raises
    CourseError where the features can't be compared, and for fewer samples than
    features: their covariance is not known then. Taught in lesson 08.
    """
    real, fake = comparable(features_real, features_fake)
    num_features = real.shape[1]
    for kind, features in (("real", real), ("generated", fake)):
        if len(features) < max(num_features, 2):
            raise CourseError(
                f"A Fréchet distance of {num_features} features needs at least "
                f"{max(num_features, 2)} {kind} images, not {len(features)}: take more."
            )
    # C = R'R, so the trace of the root is the sum of the singular values of R_r R_f':
    # their squares are the eigenvalues of C_r C_f, whose root is never taken.
    root_real, root_fake = _covariance_root(real), _covariance_root(fake)
    traces = root_real.square().sum() + root_fake.square().sum()
    of_root = torch.linalg.svdvals(root_real @ root_fake.T).sum()
    between_means = (real.mean(dim=0) - fake.mean(dim=0)).square().sum()
    return max(0.0, (between_means + traces - 2 * of_root).item())


def _covariance_root(features: torch.Tensor) -> torch.Tensor:
    """Return R (d, d) with R'R the covariance of features (n, d)."""
    centred = (features - features.mean(dim=0)) / (len(features) - 1) ** 0.5
    return torch.linalg.qr(centred, mode="r").R


def _check_images(x: torch.Tensor) -> None:
    """Raise CourseError for images that a judge was not trained to read."""
    if x.ndim != 4 or not len(x) or x.shape[1:] != (1, IMAGE_SIZE, IMAGE_SIZE):
        raise CourseError(
            f"The judge reads images (n, 1, 28, 28), not {tuple(x.shape)}; reshape or "
            "resize them."
        )
    low, high = (limit.item() for limit in x.aminmax())
    if not 0 <= low <= high <= 1 or not x.is_floating_point():
        remedy = "divide grey values from 0 to 255 by 255.0"
        if not math.isfinite(high - low):
            remedy = "the training that made them exploded, so lower its learning rate"
        elif low < 0:
            remedy = "turn [-1, 1] into [0, 1] by (x + 1) / 2"
        raise CourseError(
            "The judge reads floating-point pixels from 0 to 1, and these "
            f"({x.dtype}) reach from {low:.3g} to {high:.3g}: {remedy}."
        )
