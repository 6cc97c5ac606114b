import torch

from msgan_lib.few_labels import load_few_labels
from msgan_lib.neighbours import nearest_neighbours, straighten
from msgan_lib.propagation import neighbour_graph, propagate_labels
from msgan_lib.pyramid import downsample


def test_copies_of_an_image_are_neighbours_without_a_division_by_zero():
    x = torch.rand(1, 1, 8, 8).expand(20, 1, 8, 8)
    graph = neighbour_graph(x)
    assert graph.diagonal().sum() == 0
    assert (graph.data > 0).all()
    assert (graph.data <= 1).all()


def test_the_graph_is_symmetric():
    graph = neighbour_graph(torch.rand(50, 1, 8, 8))
    assert abs(graph - graph.T).max() == 0


def test_labels_follow_a_chain_of_likeness_rather_than_the_shortest_way():
    """A bar grows; with the whole bar a stroke is nearer to the other class."""
    x = torch.zeros(40, 1, 28, 28)
    x[:, 0, 4:24, 13:15] = 1
    for i in range(40):
        x[i, 0, 9:11, 14 - min(i, 20) // 2 : 14 + min(i, 20) // 2] = 1
    x[20:, 0, 22:24, 9:19] = 1  # twenty copies of the other class, with a foot
    x += 0.01 * torch.rand(x.shape, generator=torch.Generator().manual_seed(0))
    distance = (x[19] - x[[0, 39]]).square().sum((1, 2, 3))
    assert distance[1] < 0.8 * distance[0]  # the shortest way does not say 1
    y = propagate_labels(x[[0, 39]], torch.tensor([1, 7]), x)
    assert y.tolist() == 20 * [1] + 20 * [7]


def test_digits_get_better_labels_than_from_their_nearest_labelled_image():
    data = load_few_labels(labels_per_class=10, label_seed=100)
    x, y = data.x_development[:3_000], data.y_development[:3_000]
    propagated = propagate_labels(data.x_labelled, data.y_labelled, x)
    nearest = torch.cdist(x.flatten(1), data.x_labelled.flatten(1)).argmin(dim=1)
    error = (propagated != y).float().mean()
    assert error < 0.2 * (data.y_labelled[nearest] != y).float().mean()


def test_the_order_of_the_images_does_not_matter():
    data = load_few_labels(labels_per_class=2, label_seed=101)
    x = data.x_unlabelled[:400]
    propagated = propagate_labels(data.x_labelled, data.y_labelled, x)
    turned = propagate_labels(data.x_labelled, data.y_labelled, x.flip(0))
    assert (turned.flip(0) == propagated).float().mean() > 0.99  # ties aside


def test_deformation_finds_better_neighbours():
    data = load_few_labels()
    x, y = data.x_development[:2_000], data.y_development[:2_000].numpy()
    coarse = torch.cat([downsample(straighten(part)) for part in x.split(500)])
    index, _ = nearest_neighbours(coarse.flatten(1))
    before = (y[index.numpy()] != y[:, None]).mean()
    rows, columns = neighbour_graph(x).nonzero()
    after = (y[rows] != y[columns]).mean()
    assert after < 0.85 * before
