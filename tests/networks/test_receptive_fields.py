import pytest
import torch
from torch import nn

from msgan_lib.networks.classifiers import DeepCNN, MultiScaleCNN
from msgan_lib.networks.receptive_fields import (
    cell_footprint,
    footprint,
    pixels_seen,
    receptive_field,
)

CONVOLUTION, POOLING = (3, 1, 1), (2, 2, 0)  # kernel, stride, padding
LAYERS = {  # of each level, as the networks' blocks have them
    MultiScaleCNN: "c|pc|pc|c",
    DeepCNN: "c|c|pc|c|pc|c|c|c",
}
x = torch.randn(48, 1, 28, 28, generator=torch.Generator().manual_seed(0))


def layers_to(network, level):
    letters = "".join(LAYERS[network].split("|")[: level + 1])
    return [CONVOLUTION if letter == "c" else POOLING for letter in letters]


@pytest.mark.parametrize("network", [MultiScaleCNN, DeepCNN])
def test_formula_and_gradient_agree_on_every_level(network):
    torch.manual_seed(0)
    trained = network().eval()
    for level in range(len(trained.blocks)):
        middle = trained.features(x[:1])[level].shape[-1] // 2

        def read(images, level=level, middle=middle):
            return trained.features(images)[level][..., middle, middle]

        rows = footprint(read, x).amax(dim=1).nonzero().flatten()
        layers = layers_to(network, level)
        first, last = pixels_seen(layers, middle)
        assert last - first + 1 == receptive_field(layers)
        assert (rows.min(), rows.max()) == (max(first, 0), min(last, 27))


def test_known_sizes():
    assert receptive_field([]) == 1
    assert receptive_field([(3, 1, 1), (3, 1, 1)]) == 5
    assert receptive_field([(3, 2, 1), (3, 1, 0)]) == 7
    assert receptive_field([(7, 2, 3), (3, 2, 1)]) == 11


@pytest.mark.parametrize("position", [0, 2, 5])
def test_pixels_seen_by_odd_layers(position):
    layers = [(5, 2, 1), (3, 1, 0), (2, 2, 0)]
    chain = nn.Sequential(*(nn.Conv1d(1, 1, k, s, p) for k, s, p in layers))
    signal = torch.zeros(1, 1, 60, requires_grad=True)
    chain(signal)[0, 0, position].backward()
    seen = signal.grad[0, 0].nonzero().flatten()
    first, last = pixels_seen(layers, position)
    assert (max(first, 0), last) == (seen.min(), seen.max())


def test_a_footprint_leaves_images_and_weights_alone():
    network = MultiScaleCNN()
    before = x.clone()
    strength = footprint(lambda images: network.features(images)[0], x)
    assert strength.shape == (28, 28)
    assert (strength > 0).all()
    assert torch.equal(x, before)
    assert not x.requires_grad
    assert all(p.grad is None for p in network.parameters())


def test_a_cells_footprint_is_where_the_cell_is():
    network = MultiScaleCNN()
    for level, size in enumerate((3, 8, 18, 26)):
        rows = cell_footprint(network, x, level, 3, 2).amax(dim=1).nonzero()
        assert rows.max() - rows.min() + 1 == size
        assert rows.min() <= 14 <= rows.max()
    corner = cell_footprint(network, x, 0, 6, 0).nonzero()
    assert corner.min(dim=0).values.tolist() == [25, 1]
    assert corner.max(dim=0).values.tolist() == [27, 3]
    assert network.training
