import pytest
import torch

from msgan_lib.data import load_few_labels
from msgan_lib.propagation import (
    nearest_neighbours,
    neighbour_graph,
    propagate_labels,
    straighten,
)


def test_a_leaning_stroke_is_set_upright_in_the_middle():
    x = torch.zeros(2, 1, 28, 28)
    for row in range(4, 20):
        x[0, 0, row, 22 - row : 24 - row] = 1  # leans to the right
        x[1, 0, row, row : row + 3] = 1  # and to the left, elsewhere
    columns = torch.arange(28.0)
    for image in straighten(x)[:, 0]:
        middles = (image @ columns) / image.sum(dim=1)
        inked = image.sum(dim=1) > 0.5
        assert inked.sum() >= 14
        assert (middles[inked] - 13.5).abs().max() < 0.6
        assert abs((image.sum(dim=1) @ columns) / image.sum() - 13.5) < 0.6


def test_an_upright_image_in_the_middle_and_a_blank_one_stay():
    x = torch.zeros(2, 1, 28, 28)
    x[0, 0, 6:22, 10:18] = 1
    torch.testing.assert_close(straighten(x), x, atol=1e-4, rtol=0)


def test_the_nearest_points_are_those_of_the_whole_table():
    points = torch.rand(700, 5, generator=torch.Generator().manual_seed(0))
    index, squared = nearest_neighbours(points, 3)
    table = torch.cdist(points, points).square().fill_diagonal_(float("inf"))
    expected, expected_index = table.sort(dim=1)
    assert torch.allclose(squared, expected[:, :3], atol=1e-5)
    assert (index == expected_index[:, :3]).float().mean() > 0.99  # ties aside


def test_copies_of_an_image_are_neighbours_without_a_division_by_zero():
    x = torch.rand(1, 1, 8, 8).expand(20, 1, 8, 8)
    graph = neighbour_graph(x)
    assert graph.diagonal().sum() == 0
    assert (graph.data > 0).all()
    assert (graph.data <= 1).all()


def test_the_graph_is_symmetric():
    graph = neighbour_graph(torch.rand(50, 1, 8, 8))
    assert abs(graph - graph.T).max() == 0


def test_too_few_points():
    with pytest.raises(ValueError, match="4 points have no 10 neighbours"):
        nearest_neighbours(torch.rand(4, 2))


def test_labels_follow_a_chain_of_likeness_rather_than_the_shortest_way():
    """A stroke wanders; its far end lies nearer to the other class's example."""
    x = torch.zeros(60, 1, 28, 28)
    columns = torch.linspace(2, 17, 40)
    for image, column in zip(x[:40], columns, strict=True):
        image[0, 4:24, int(column) : int(column) + 2] = 1
    x[40:, 0, 4:24, 22:24] = 1  # twenty copies of the other class, five columns on
    x += 0.01 * torch.rand(x.shape, generator=torch.Generator().manual_seed(0))
    y, _ = propagate_labels(x[[0, 59]], torch.tensor([1, 7]), x)
    assert y.tolist() == 40 * [1] + 20 * [7]
    distance = (x[39] - x[[0, 59]]).square().sum((1, 2, 3))
    assert distance[1] <= distance[0] * 1.01  # the shortest way would not say 1


@pytest.fixture(scope="module")
def propagated():
    """3,000 digits, the labels they got, and how clear these are."""
    data = load_few_labels(labels_per_class=10, label_seed=100)
    x, y = data.x_development[:3_000], data.y_development[:3_000]
    return data, x, y, *propagate_labels(data.x_labelled, data.y_labelled, x)


def test_digits_get_better_labels_than_from_their_nearest_labelled_image(propagated):
    data, x, y, found, _ = propagated
    nearest = torch.cdist(x.flatten(1), data.x_labelled.flatten(1)).argmin(dim=1)
    error = (found != y).float().mean()
    assert error < 0.5 * (data.y_labelled[nearest] != y).float().mean()


def test_labels_that_are_less_clear_are_wrong_more_often(propagated):
    _, _, y, found, lead = propagated
    assert lead.min() >= 0
    wrong = (found != y)[lead.argsort()].float()
    assert wrong[:300].sum() > wrong.sum() / 3  # by chance a tenth of them


def test_the_order_of_the_images_does_not_matter():
    data = load_few_labels(labels_per_class=2, label_seed=101)
    x = data.x_unlabelled[:400]
    found, lead = propagate_labels(data.x_labelled, data.y_labelled, x)
    turned, its_lead = propagate_labels(data.x_labelled, data.y_labelled, x.flip(0))
    assert (turned.flip(0) == found).float().mean() > 0.99  # ties aside
    assert torch.allclose(its_lead.flip(0), lead, atol=1e-4)
