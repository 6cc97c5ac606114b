"""What two images have in common: neighbours among images that may be deformed.

No network is trained. Lesson 14 hands labels on between neighbours (`propagation`), and
has the neighbours of a new image vote.
"""

from collections.abc import Callable

import torch
import torch.nn.functional as F
from torch import nn

from msgan_lib.data import NUM_CLASSES
from msgan_lib.measure import class_logits
from msgan_lib.pyramid import downsample

NUM_NEIGHBOURS = 6
SHARE_OF_CANDIDATES = 0.3  # of the time that looking for neighbours takes, roughly
NUM_CANDIDATES = 40  # of which these are the nearest when images may be deformed
AT_A_TIME = 200  # images: the table of all distances would not fit in memory
PAIRS_AT_A_TIME = 100  # so many stay in a processor's cache
PAIRS_ON_A_GPU = 20_000  # which computes all of them at once
SHARE_OF_ANY_CLASS = 0.03  # neighbours may be wrong, all of them

# Told, now and then, which share of a long piece of work is done, 0 to 1.
Watch = Callable[[float], None]


def nobody(share: float) -> None:
    """Watch nothing."""


def straighten(x: torch.Tensor) -> torch.Tensor:
    """Shear each image so that its ink stands upright, and move the ink to the middle.

    `x` is (n, 1, height, width), 0 being the background. Afterwards columns and rows of
    the ink are uncorrelated, and handwriting that leans is like one that does not
    (LeCun et al., 1998: deslanting).
    """
    n, _, height, width = x.shape
    # Places as grid_sample counts them: -1 and 1 are the borders of the image.
    row = torch.arange(0.5, height, device=x.device) * 2 / height - 1
    column = torch.arange(0.5, width, device=x.device) * 2 / width - 1
    ink = x[:, 0] / x.sum(dim=(2, 3)).clamp_min(1e-6)[..., None]  # adds up to 1
    rows, columns = ink.sum(dim=2), ink.sum(dim=1)
    mean_row, mean_column = rows @ row, columns @ column
    far = row - mean_row[:, None], column - mean_column[:, None]
    variance = (rows * far[0].square()).sum(dim=1)
    covariance = torch.einsum("nij,ni,nj->n", ink, *far)
    slant = covariance / variance.clamp_min(1e-6)  # columns to the side a row further
    one, zero = torch.ones_like(slant), torch.zeros_like(slant)
    # output position -> input position
    theta = torch.stack([one, slant, mean_column, zero, one, mean_row], dim=1)
    grid = F.affine_grid(theta.view(n, 2, 3), list(x.shape), align_corners=False)
    return F.grid_sample(x, grid, align_corners=False)


def nearest_neighbours(
    points: torch.Tensor,
    num_neighbours: int = NUM_NEIGHBOURS,
    others: torch.Tensor | None = None,
    watch: Watch = nobody,
) -> tuple[torch.Tensor, torch.Tensor]:
    """Return each point's nearest among `others`: indices and squared distances.

    `points` is (n, dimensions), `others` (m, dimensions), both results are
    (n, num_neighbours), nearest first. Without `others` they are the other points.
    Raises ValueError where there are too few.
    """
    among = points if others is None else others
    if len(among) - (others is None) < num_neighbours:
        raise ValueError(f"{len(among)} points have no {num_neighbours} neighbours")
    norms = among.square().sum(dim=1)
    indices, distances = [], []
    for start in range(0, len(points), AT_A_TIME):
        rows = points[start : start + AT_A_TIME]
        # |a - b|^2 = |a|^2 - 2 ab + |b|^2: a product of matrices does the work
        own_norms = rows.square().sum(dim=1, keepdim=True)
        squared = own_norms - 2 * rows @ among.T + norms
        if others is None:
            own = torch.arange(len(rows), device=points.device)
            squared[own, start + own] = float("inf")
        nearest, index = squared.topk(num_neighbours, dim=1, largest=False)
        indices.append(index)
        distances.append(nearest.clamp_min(0))
        watch((start + len(rows)) / len(points))
    return torch.cat(indices), torch.cat(distances)


def gradients(x: torch.Tensor) -> torch.Tensor:
    """Return how fast images (n, 1, height, width) darken to the right and downwards.

    (n, 2, height, width), by Sobel's filter, 0 beyond the border.
    """
    sobel = torch.tensor([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]]).to(x) / 8
    return F.conv2d(x, torch.stack([sobel, sobel.T])[:, None], padding=1)


def deformed_distances(
    x: torch.Tensor, index: torch.Tensor, others: torch.Tensor
) -> torch.Tensor:
    """Return squared distances of images that may be deformed, (n, k), float32.

    `x` is (n, c, height, width), `others` (m, c, height, width), `index` (n, k): image
    i is compared with the others index[i]. Each patch of 2 x 2 pixels lies on its own
    place in the other image or a pixel beside it, wherever it fits best; the distances
    of all patches are added up (Keysers et al., 2007: the image distortion model). So a
    stroke may be bent, and a whole image shifted by a pixel, at no cost.
    """
    n, _, height, width = x.shape
    shifts = [(down, right) for down in range(3) for right in range(3)]
    pairs = PAIRS_AT_A_TIME if x.device.type == "cpu" else PAIRS_ON_A_GPU
    rows = max(1, pairs // index.shape[1])
    # In one piece: thousands of small results among large temporary ones would keep
    # the memory of these from being given back.
    distances = torch.empty(index.shape, device=x.device)
    for start in range(0, n, rows):
        own = x[start : start + rows, None]
        other = F.pad(others[index[start : start + rows]], (1, 1, 1, 1))
        best = None
        for down, right in shifts:
            moved = other[..., down : down + height, right : right + width]
            by_pixel = (own - moved).square_().sum(dim=2)
            by_pair = by_pixel[..., 1:, :] + by_pixel[..., :-1, :]
            by_patch = by_pair[..., 1:] + by_pair[..., :-1]
            best = by_patch if best is None else torch.minimum(best, by_patch)
        distances[start : start + rows] = best.sum(dim=(2, 3))
    return distances


class Views:
    """What images are compared by: upright and coarse, and upright and fine.

    `coarse` is (n, pixels), half the resolution, where a stroke that lies a pixel
    beside another is like it; `fine` (n, 2, height, width) are the gradients.
    """

    def __init__(self, x: torch.Tensor):
        # In parts, for memory: a convolution of all images takes gigabytes.
        upright = [straighten(part) for part in x.split(AT_A_TIME)]
        self.coarse = torch.cat([downsample(part).flatten(1) for part in upright])
        self.fine = torch.cat([gradients(part) for part in upright])

    def neighbours(
        self, others: "Views | None" = None, watch: Watch = nobody
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Return each image's nearest among `others`, or among each other: two (n, k).

        The first is their indices, the second how much the two have in common: it falls
        from 1 with the squared distance, to exp(-4) at the last neighbour. Candidates
        are those that are near at half the resolution; they are compared again
        deformed.
        """
        among = others or self
        num_candidates = min(NUM_CANDIDATES, len(among.fine) - (others is None))
        num_candidates = max(NUM_NEIGHBOURS, num_candidates)
        share = SHARE_OF_CANDIDATES  # of the time
        candidates, _ = nearest_neighbours(
            self.coarse,
            num_candidates,
            others and others.coarse,
            watch=lambda done: watch(share * done),
        )
        deformed = torch.empty(candidates.shape, device=self.fine.device)
        for start in range(0, len(candidates), AT_A_TIME):
            part = slice(start, start + AT_A_TIME)
            deformed[part] = deformed_distances(
                self.fine[part], candidates[part], among.fine
            )
            done = min(1.0, (start + AT_A_TIME) / len(candidates))
            watch(share + (1 - share) * done)
        squared, nearest = deformed.topk(NUM_NEIGHBOURS, dim=1, largest=False)
        weights = torch.exp(-4 * squared / squared[:, -1:].clamp_min(1e-12))
        return candidates.gather(1, nearest), weights


class NeighbourClassifier(nn.Module):
    """Class votes (batch, 10) for images, by their neighbours among known ones.

    An image that was not there when labels were handed on is compared with all that
    were; its nearest ones vote, each by how much the two have in common. Taught in
    lesson 14.
    """

    def __init__(self, x: torch.Tensor, y: torch.Tensor):
        super().__init__()
        self.known = Views(x)
        self.register_buffer("y", y)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return the sum of the votes for each class: (batch, 10)."""
        index, weights = Views(x).neighbours(self.known)
        votes = F.one_hot(self.y[index], NUM_CLASSES) * weights[..., None]
        return votes.sum(dim=1)


class NetworkAndNeighbours(nn.Module):
    """Class logits (batch, 10): a network's probabilities times the neighbours' votes.

    The two err on different images. A class that no neighbour votes for keeps a small
    share, so that a network that is sure has the last word. Taught in lesson 14.
    """

    def __init__(self, network: nn.Module, neighbours: NeighbourClassifier):
        super().__init__()
        self.network, self.neighbours = network, neighbours

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return the sum of the logarithms of both, which is their product's."""
        votes = self.neighbours(x)
        share = votes / votes.sum(dim=1, keepdim=True)
        probability = class_logits(self.network, x).log_softmax(dim=1)
        return probability + (share + SHARE_OF_ANY_CLASS).log()
