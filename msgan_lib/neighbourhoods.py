"""Whether images lie where real ones do: clouds of features, compared point by point.

A real image's neighbourhood reaches to its k-th nearest real neighbour. Distances are
computed in blocks: a table of all of them would not fit in memory. Taught in lesson 08.
"""

from collections.abc import Iterator
from typing import NamedTuple

import torch

from msgan_lib.ground.errors import CourseError

AT_A_TIME = 500  # rows of the table of distances that are in memory at once


class Neighbourhoods(NamedTuple):
    """The four measures, which prdc computes too."""

    precision: float
    recall: float
    density: float
    coverage: float


def neighbourhood_measures(
    features_real: torch.Tensor, features_fake: torch.Tensor, k: int = 5
) -> Neighbourhoods:
    """Return precision, recall, density and coverage of two clouds of features.

    Features are (n, d) and (m, d). Raises CourseError where the features can't be
    compared, and where k is not from 1 to the number of other images of either kind.
    """
    times_inside, covered = _insides(features_real, features_fake, k)
    return Neighbourhoods(
        precision=(times_inside > 0).double().mean().item(),
        recall=recall(features_real, features_fake, k),
        density=times_inside.double().mean().item() / k,
        coverage=covered.double().mean().item(),
    )


def precision(
    features_real: torch.Tensor, features_fake: torch.Tensor, k: int = 5
) -> float:
    """Return the share of generated images that lie in some real neighbourhood, 0 to 1.

    It asks whether they could be real (Kynkäänniemi et al., 2019), and does not notice
    what is never generated. Raises CourseError as neighbourhood_measures does.
    """
    times_inside, _ = _insides(features_real, features_fake, k)
    return (times_inside > 0).double().mean().item()


def recall(
    features_real: torch.Tensor, features_fake: torch.Tensor, k: int = 5
) -> float:
    """Return the share of real images in some generated image's neighbourhood, 0 to 1.

    It is precision with the roles exchanged (Kynkäänniemi et al., 2019): one generated
    image far from all others has a large neighbourhood and may contain many real ones.
    """
    return precision(features_fake, features_real, k)


def density(
    features_real: torch.Tensor, features_fake: torch.Tensor, k: int = 5
) -> float:
    """Return in how many real neighbourhoods a generated image lies, divided by k.

    About 1 where both clouds are alike; it may be more. A single real image that lies
    apart counts for little, in precision it counts for much (Naeem et al., 2020).
    Raises CourseError as neighbourhood_measures does.
    """
    times_inside, _ = _insides(features_real, features_fake, k)
    return times_inside.double().mean().item() / k


def coverage(
    features_real: torch.Tensor, features_fake: torch.Tensor, k: int = 5
) -> float:
    """Return the share of real images with a generated one in their neighbourhood.

    From 0 to 1 (Naeem et al., 2020): a generator that leaves kinds of images out leaves
    real ones uncovered. Raises CourseError as neighbourhood_measures does.
    """
    _, covered = _insides(features_real, features_fake, k)
    return covered.double().mean().item()


def nearest_distances(
    features: torch.Tensor, features_others: torch.Tensor
) -> torch.Tensor:
    """Return how far each of n points is from the nearest of m others: (n,), float64.

    Raises CourseError where the features can't be compared, or there are no others.
    """
    points, others = comparable(features, features_others)
    if not len(others):
        raise CourseError("There are no images to look for a nearest one among.")
    return torch.cat([part.amin(dim=1) for part in _distances(points, others)])


def nearer_share(distances_fake: torch.Tensor, distances_new: torch.Tensor) -> float:
    """Return how often a sample lies nearer to the training images than a new image.

    Both are of nearest_distances, (n,) of samples and (m,) of real images that were not
    trained on. About 0.5 for samples as good as new images, 1 for copies (Meehan et
    al., 2020), less than 0.5 for samples that lie off the real ones.
    """
    nearer = distances_fake[:, None] < distances_new
    level = distances_fake[:, None] == distances_new
    return (nearer.double() + level.double() / 2).mean().item()


def about_copies(distances_fake: torch.Tensor) -> str:
    """Return a sentence if there are copies among samples, else "".

    `distances_fake` (n,) are those of nearest_distances to the training images.
    """
    if not (num_copies := int((distances_fake == 0).sum())):
        return ""
    return (
        f"{num_copies:,} of {len(distances_fake):,} samples are copies of training "
        "images; no generator is measured so."
    )


def expected_coverage(
    shares_real: torch.Tensor, shares_fake: torch.Tensor, k: int = 5
) -> float:
    """Return the coverage of n generated images among n real ones, n being large.

    Images are of kinds that lie far apart. `shares_real` and `shares_fake` (kinds,) say
    how frequent each kind is, and within its kind a generated image is distributed as
    a real one. Then each of the images nearest to a real one is generated with the
    probability fake / (real + fake), and it is uncovered if the k nearest are all real.
    """
    real, fake = shares_real.double(), shares_fake.double()
    all_real = (real / (real + fake).clamp_min(1e-300)) ** k
    return (real * (1 - all_real)).sum().item()


def _insides(
    features_real: torch.Tensor, features_fake: torch.Tensor, k: int
) -> tuple[torch.Tensor, torch.Tensor]:
    """Return in how many neighbourhoods each fake lies, and whether each has a fake."""
    real, fake = comparable(features_real, features_fake)
    if not 1 <= k < len(real) or not len(fake):
        raise CourseError(
            f"Neighbourhoods with k = {k} need more than k images that have them, one "
            f"image that may lie in them, and k of at least 1; here are {len(real)} "
            f"and {len(fake)}: take more images or another k."
        )
    times_inside, covered = torch.zeros(len(fake), dtype=torch.long), []
    for rows, to_fake in zip(
        real.split(AT_A_TIME), _distances(real, fake), strict=True
    ):
        # The smallest of the distances to real ones is that to itself.
        to_real = torch.cat([*_distances(rows, real)])
        inside = to_fake < to_real.kthvalue(k + 1, dim=1).values[:, None]
        times_inside += inside.sum(dim=0)
        covered.append(inside.any(dim=1))
    return times_inside, torch.cat(covered)


def _distances(x: torch.Tensor, y: torch.Tensor) -> Iterator[torch.Tensor]:
    """Yield the distances of points (n, d) to others (m, d), (some rows, m) a block."""
    for rows in x.split(AT_A_TIME):
        # Of the same points they are exactly 0 so, whatever the block.
        yield torch.cdist(rows, y, compute_mode="donot_use_mm_for_euclid_dist")


def comparable(*features: torch.Tensor) -> list[torch.Tensor]:
    """Return features in float64, on the CPU: not every device has such numbers.

    Raises CourseError for features of another shape, and for numbers that are not
    finite.
    """
    shapes = [tuple(each.shape) for each in features]
    if any(len(shape) != 2 for shape in shapes) or shapes[0][1] != shapes[1][1]:
        raise CourseError(
            "Features of real and generated images are compared as (images, features), "
            f"with the same number of features; these are {shapes[0]} and {shapes[1]}: "
            "read both with the same judge."
        )
    if not all(each.isfinite().all() for each in features):
        raise CourseError(
            "Some features are infinite or not a number, so they can't be compared; "
            "look at the images that they were read from."
        )
    return [each.detach().cpu().double() for each in features]
