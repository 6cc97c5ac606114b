"""Labels handed on from labelled images to the unlabelled ones that look alike.

No network is trained. Kinds of writing of which no example is labelled, such as a 7
with a bar, are reached over many small steps from image to image, where a network that
was trained on the labelled images alone is sure of another class. Taught in lesson 14.
"""

import numpy as np
import scipy.sparse
import torch

from msgan_lib.data import NUM_CLASSES
from msgan_lib.neighbours import Views, Watch, nobody

NUM_ROUNDS = 300


def neighbour_graph(x: torch.Tensor, watch: Watch = nobody) -> scipy.sparse.csr_array:
    """Return how much each image has in common with its neighbours: (n, n), symmetric.

    `x` is (n, 1, height, width); neighbours are looked for on its device.
    """
    n = len(x)
    index, weights = Views(x).neighbours(watch=watch)
    rows = np.repeat(np.arange(n), index.shape[1])
    weights, columns = weights.flatten().double().cpu(), index.flatten().cpu()
    one_way = scipy.sparse.csr_array((weights.numpy(), (rows, columns.numpy())), (n, n))
    return (one_way + one_way.T) / 2


def propagate_labels(
    x_labelled: torch.Tensor,
    y_labelled: torch.Tensor,
    x_unlabelled: torch.Tensor,
    watch: Watch = nobody,
) -> torch.Tensor:
    """Return the class that each unlabelled image gets by Poisson learning, (n,) int64.

    Each labelled image is a source of its class and each image hands on to its
    neighbours what it has, round after round; the class that an image has most of is
    its own (Calder et al., 2020: it works with few labels, where handing on the labels
    themselves does not). Images are (n, 1, height, width). `watch` is told how far it
    is: 1 in the end.
    """
    graph = neighbour_graph(
        torch.cat([x_labelled, x_unlabelled]), lambda done: watch(0.99 * done)
    )
    degree = graph.sum(axis=1)[:, None]
    classes = np.eye(NUM_CLASSES)[y_labelled.cpu().numpy()]
    source = np.zeros((graph.shape[0], NUM_CLASSES))
    source[: len(classes)] = classes - classes.mean(axis=0)  # what flows in, flows out
    amount = np.zeros_like(source)
    for _ in range(NUM_ROUNDS):
        amount = (graph @ amount + source) / degree
    watch(1.0)
    most = torch.from_numpy(amount[len(classes) :]).argmax(dim=1)
    return most.to(x_unlabelled.device)
