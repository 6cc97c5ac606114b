import pytest
import torch
from torch import nn

from msgan_lib.few_labels import load_few_labels
from msgan_lib.neighbours import (
    NUM_NEIGHBOURS,
    NeighbourClassifier,
    NetworkAndNeighbours,
    deformed_distances,
    gradients,
    nearest_neighbours,
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


def test_the_nearest_of_other_points_are_those_of_the_whole_table():
    points, others = torch.rand(250, 5), torch.rand(40, 5)
    index, squared = nearest_neighbours(points, 3, others)
    table = torch.cdist(points, others).square()
    assert torch.allclose(squared, table.sort(dim=1).values[:, :3], atol=1e-5)
    assert torch.allclose(table.gather(1, index), squared, atol=1e-5)


def test_too_few_points():
    with pytest.raises(ValueError, match="6 points have no 6 neighbours"):
        nearest_neighbours(torch.rand(6, 2))
    with pytest.raises(ValueError, match="5 points have no 6 neighbours"):
        nearest_neighbours(torch.rand(9, 2), others=torch.rand(5, 2))
    assert nearest_neighbours(torch.rand(7, 2))[0].shape == (7, 6)
    assert nearest_neighbours(torch.rand(1, 2), others=torch.rand(6, 2))[0].shape == (
        1,
        6,
    )


def test_new_images_get_the_class_of_known_ones_that_they_may_be_deformed_into():
    data = load_few_labels()
    x, y = data.x_development, data.y_development
    votes = NeighbourClassifier(x[:2_000], y[:2_000])(x[2_000:2_500])
    assert votes.shape == (500, 10)
    assert (votes.sum(dim=1) <= NUM_NEIGHBOURS).all()
    wrong = (votes.argmax(dim=1) != y[2_000:2_500]).float().mean()
    by_pixels = torch.cdist(x[2_000:2_500].flatten(1), x[:2_000].flatten(1)).argmin(1)
    assert wrong < 0.6 * (y[by_pixels] != y[2_000:2_500]).float().mean()


def test_a_known_image_votes_for_itself_most():
    x = torch.rand(30, 1, 8, 8, generator=torch.Generator().manual_seed(0))
    y = torch.arange(30) % 10
    votes = NeighbourClassifier(x, y)(x)
    assert (votes.argmax(dim=1) == y).float().mean() > 0.9  # others may join forces
    assert (votes.gather(1, y[:, None]) >= 1).all()  # at no distance a whole vote


def by_hand(a, b):
    """The distance of two images, patch by patch and shift by shift."""
    _, height, width = a.shape
    padded = torch.nn.functional.pad(b, (1, 1, 1, 1))
    total = 0.0
    for row in range(height - 1):
        for column in range(width - 1):
            patch = a[:, row : row + 2, column : column + 2]
            total += min(
                (patch - padded[:, i : i + 2, j : j + 2]).square().sum()
                for i in range(row, row + 3)
                for j in range(column, column + 3)
            )
    return total


def test_deformed_distances_are_those_of_the_best_place_of_every_patch():
    x = torch.rand(5, 2, 6, 7, generator=torch.Generator().manual_seed(0))
    index = torch.tensor([[1, 2], [0, 4], [3, 0], [1, 1], [2, 3]])
    distances = deformed_distances(x, index, x)
    for i, others in enumerate(index.tolist()):
        for j, other in enumerate(others):
            torch.testing.assert_close(distances[i, j], by_hand(x[i], x[other]))


def test_a_shift_by_a_pixel_costs_nothing_and_by_three_it_does():
    x = torch.zeros(3, 1, 12, 12)
    x[0, 0, 3:9, 3:6] = torch.rand(6, 3)
    x[1] = x[0].roll((1, -1), dims=(1, 2))
    x[2] = x[0].roll(3, dims=2)
    near, far = deformed_distances(x[:1], torch.tensor([[1, 2]]), x)[0]
    assert near == 0
    assert far > 0.1


def test_gradients_point_to_the_darker_side():
    x = torch.zeros(1, 1, 8, 8)
    x[..., 4:] = 1  # ink on the right
    right, down = gradients(x)[0]
    assert right[4, 3] == right[4, 4] == 0.5
    assert right[4, 1] == 0
    assert down[1:-1].abs().max() == 0
    turned_right, turned_down = gradients(x.mT)[0]
    assert torch.equal(turned_down, right.T)
    assert torch.equal(turned_right, down.T)


class Fixed(nn.Module):
    """A network that gives every image the same logits."""

    def __init__(self, logits):
        super().__init__()
        self.logits = torch.tensor(logits)

    def forward(self, x):
        return self.logits.expand(len(x), -1)


def joined(logits, votes):
    """Return the probabilities of network and neighbours together, for one image."""
    both = NetworkAndNeighbours(Fixed(logits), Fixed(votes))
    return both(torch.zeros(1, 1, 28, 28)).softmax(dim=1)[0]


def test_network_and_neighbours_multiply():
    undecided = joined([0.0, 0.0, -50.0], [3.0, 1.0, 0.0])  # shares 3/4, 1/4, 0
    assert undecided.argmax() == 0
    torch.testing.assert_close(undecided[0] / undecided[1], torch.tensor(0.78 / 0.28))
    agreed = joined([2.0, 0.0, 0.0], [1.0, 1.0, 1.0])
    torch.testing.assert_close(agreed, torch.tensor([2.0, 0.0, 0.0]).softmax(dim=0))


def test_a_sure_network_has_the_last_word_and_a_doubtful_one_has_not():
    assert joined([5.0, 0.0, 0.0], [0.0, 2.0, 0.0]).argmax() == 0
    assert joined([1.0, 0.0, 0.0], [0.0, 2.0, 0.0]).argmax() == 1
