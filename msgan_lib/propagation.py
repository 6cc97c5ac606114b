"""Labels handed on from labelled images to the unlabelled ones that look alike.

No network is trained. Kinds of writing of which no example is labelled, such as a 7
with a bar, are reached over many small steps from image to image, where a network that
was trained on the labelled images alone is sure of another class. Taught in lesson 14.
"""

import numpy as np
import scipy.sparse
import torch
import torch.nn.functional as F

from msgan_lib.datasets import NUM_CLASSES
from msgan_lib.pyramid import downsample

NUM_NEIGHBOURS = 10
NUM_ROUNDS = 300
AT_A_TIME = 200  # images: the table of all distances would not fit in memory


def straighten(x: torch.Tensor) -> torch.Tensor:
    """Shear each image so that its ink stands upright, and move the ink to the middle.

    `x` is (n, 1, height, width), 0 being the background. Afterwards columns and rows of
    the ink are uncorrelated, and handwriting that leans is like one that does not
    (LeCun et al., 1998: deslanting).
    """
    n, _, height, width = x.shape
    # Places as grid_sample counts them: -1 and 1 are the borders of the image.
    row = torch.arange(0.5, height) * 2 / height - 1
    column = torch.arange(0.5, width) * 2 / width - 1
    ink = x[:, 0] / x.sum(dim=(2, 3)).clamp_min(1e-6)[..., None]  # adds up to 1
    rows, columns = ink.sum(dim=2), ink.sum(dim=1)
    mean_row, mean_column = rows @ row, columns @ column
    far = row - mean_row[:, None], column - mean_column[:, None]
    variance = (rows * far[0].square()).sum(dim=1)
    covariance = torch.einsum("nij,ni,nj->n", ink, *far)
    slant = covariance / variance.clamp_min(1e-6)  # columns to the side a row further
    one, zero = torch.ones(n), torch.zeros(n)
    # output position -> input position
    theta = torch.stack([one, slant, mean_column, zero, one, mean_row], dim=1)
    grid = F.affine_grid(theta.view(n, 2, 3), list(x.shape), align_corners=False)
    return F.grid_sample(x, grid, align_corners=False)


def nearest_neighbours(
    points: torch.Tensor, num_neighbours: int = NUM_NEIGHBOURS
) -> tuple[torch.Tensor, torch.Tensor]:
    """Return each point's nearest other points: indices and squared distances.

    `points` is (n, dimensions), both results are (n, num_neighbours), nearest first.
    Raises ValueError where there are too few points.
    """
    if len(points) <= num_neighbours:
        raise ValueError(f"{len(points)} points have no {num_neighbours} neighbours")
    norms = points.square().sum(dim=1)
    indices, distances = [], []
    for start in range(0, len(points), AT_A_TIME):
        rows = points[start : start + AT_A_TIME]
        # |a - b|^2 = |a|^2 - 2 ab + |b|^2: a product of matrices does the work
        squared = norms[start : start + len(rows), None] - 2 * rows @ points.T + norms
        own = torch.arange(len(rows))
        squared[own, start + own] = float("inf")
        nearest, index = squared.topk(num_neighbours, dim=1, largest=False)
        indices.append(index)
        distances.append(nearest.clamp_min(0))
    return torch.cat(indices), torch.cat(distances)


def neighbour_graph(x: torch.Tensor) -> scipy.sparse.csr_array:
    """Return how much each image has in common with its neighbours: (n, n), symmetric.

    `x` is (n, 1, height, width). Images are compared upright and at the next coarser
    level of their Gaussian pyramid: there a stroke that lies a pixel beside another is
    like it. Weights fall from 1 with the squared distance, to exp(-4) at the last
    neighbour.
    """
    n = len(x)
    parts = [
        downsample(straighten(part)).flatten(1) for part in x.cpu().split(AT_A_TIME)
    ]
    index, squared = nearest_neighbours(torch.cat(parts))
    weights = torch.exp(-4 * squared / squared[:, -1:].clamp_min(1e-12))
    rows = np.repeat(np.arange(n), index.shape[1])
    one_way = scipy.sparse.csr_array(
        (weights.flatten().double().numpy(), (rows, index.flatten().numpy())), (n, n)
    )
    return (one_way + one_way.T) / 2


def propagate_labels(
    x_labelled: torch.Tensor, y_labelled: torch.Tensor, x_unlabelled: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    """Return each unlabelled image's class and how clear it is, by Poisson learning.

    Each labelled image is a source of its class and each image hands on to its
    neighbours what it has, round after round; the class that an image has most of is
    its own (Calder et al., 2020: it works with few labels, where handing on the labels
    themselves does not). By how much that is more than the second most is the second
    result: most wrong labels are among those where it is small. Images are
    (n, 1, height, width), the results (n,) int64 and (n,) float32, at least 0.
    """
    graph = neighbour_graph(torch.cat([x_labelled, x_unlabelled]))
    degree = graph.sum(axis=1)[:, None]
    classes = np.eye(NUM_CLASSES)[y_labelled.cpu().numpy()]
    source = np.zeros((graph.shape[0], NUM_CLASSES))
    source[: len(classes)] = classes - classes.mean(axis=0)  # what flows in, flows out
    amount = np.zeros_like(source)
    for _ in range(NUM_ROUNDS):
        amount = (graph @ amount + source) / degree
    most = torch.from_numpy(amount[len(classes) :]).float().topk(2, dim=1)
    lead = most.values[:, 0] - most.values[:, 1]
    return most.indices[:, 0].to(x_unlabelled.device), lead.to(x_unlabelled.device)
