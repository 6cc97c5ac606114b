import pytest
import torch
import torch.nn.functional as F
from torch import nn

from msgan_lib.ground.errors import CourseError
from msgan_lib.networks.discriminators import Discriminator
from msgan_lib.networks.generators import ConvGenerator
from msgan_lib.plots.outline import outline


def seen(network, shape):
    """Return of each layer behind the input its words and shape."""
    return [(layer.words, layer.shape) for layer in outline(network, shape)[1:]]


class Strided(nn.Module):
    """All that has no weights is called as a function."""

    def __init__(self):
        super().__init__()
        self.convolutions = nn.ModuleList(
            nn.Conv2d(i, o, 3, stride=2, padding=1) for i, o in ((1, 16), (16, 32))
        )
        self.head = nn.Linear(32 * 49, 1)

    def forward(self, x):
        for convolution in self.convolutions:
            x = F.leaky_relu(convolution(2 * x - 1), 0.2)
        return self.head(x.view(len(x), -1)).squeeze(1)


def test_activations_and_openings_are_grouped_with_their_layer():
    assert seen(ConvGenerator(), (100,)) == [
        (["linear", "batch norm", "ReLU", "reshape"], (32, 7, 7)),
        (["enlarge x 2", "3 x 3 convolution", "batch norm", "ReLU"], (16, 14, 14)),
        (["enlarge x 2", "3 x 3 convolution", "batch norm", "ReLU"], (8, 28, 28)),
        (["3 x 3 convolution", "sigmoid"], (1, 28, 28)),
    ]


def test_functions_are_seen_as_modules_are():
    assert seen(Strided(), (1, 28, 28)) == [
        (["3 x 3 convolution, stride 2", "leaky ReLU"], (16, 14, 14)),
        (["3 x 3 convolution, stride 2", "leaky ReLU"], (32, 7, 7)),
        (["flatten", "linear"], ()),
    ]


def test_a_transposed_convolution_is_named_with_its_stride():
    network = nn.Sequential(nn.ConvTranspose2d(8, 3, 4, 2, 1), nn.Tanh())
    assert seen(network, (8, 7, 7)) == [
        (["4 x 4 transposed convolution, stride 2", "tanh"], (3, 14, 14))
    ]


def test_what_reads_a_level_knows_the_level():
    layers = outline(Discriminator(), (1, 28, 28))
    pools = layers[-1].inputs
    assert layers[-1].words == ["side by side", "linear"]
    assert [pool.words for pool in pools] == [
        [f"max pool to {grid} x {grid}"] for grid in (4, 4, 7, 4)
    ]
    assert [pool.inputs for pool in pools] == [[level] for level in layers[1:5]]
    assert [level.side for level in layers[1:5]] == [28, 14, 7, 7]
    assert [layer.has_weights for layer in layers] == [False] + 4 * [True] + 4 * [
        False
    ] + [True]


def test_logits_of_levels_are_one_sum():
    class Levels(nn.Module):
        def __init__(self):
            super().__init__()
            self.heads = nn.ModuleList(nn.Linear(n, 1) for n in (4, 4, 4))

        def forward(self, x):
            return sum(head(x) for head in self.heads) / 3

    *heads, last = outline(Levels(), (4,))[1:]
    assert last.words == ["sum"]
    assert last.inputs == heads
    assert len(heads) == 3


def test_a_mean_logit_is_of_all_levels():
    class Stacked(nn.Linear):
        def forward(self, x):
            logits = [super(Stacked, self).forward(x * i).squeeze(1) for i in range(3)]
            return torch.stack(logits).mean(dim=0)

    heads = 3 * [(["linear"], (1,))]
    assert seen(Stacked(4, 1), (4,)) == [*heads, (["side by side", "average"], ())]


def test_a_pyramid_of_the_input_has_a_level_for_each_pooling():
    class Pyramid(nn.Conv2d):
        def forward(self, x):
            fine, x = super().forward(x), F.avg_pool2d(x, 2)
            middle, x = super().forward(x), F.avg_pool2d(x, 2)
            coarse = super().forward(x)
            return torch.cat([k.flatten(1) for k in (fine, middle, coarse)], dim=1)

    x, *layers, last = outline(Pyramid(1, 1, 3, padding=1), (1, 28, 28))
    assert last.shape == (784 + 196 + 49,)
    sources = [convolution.inputs[0] for convolution in last.inputs]
    assert sources[0] is x
    assert [source.words for source in sources[1:]] == 2 * [["average pool / 2"]]
    assert [source.side for source in sources] == [28, 14, 7]
    assert {*sources[1:], *last.inputs} == set(layers)


def test_only_what_the_output_comes_of_is_seen():
    class Spare(nn.Linear):
        def forward(self, x):
            super().forward(x).relu()
            return super().forward(x), x

    assert seen(Spare(4, 3), (4,)) == [(["linear"], (3,))]


def test_the_network_is_left_as_it_was():
    network = nn.Sequential(nn.Linear(4, 3), nn.BatchNorm1d(3), nn.Dropout())
    before = {name: value.clone() for name, value in network.state_dict().items()}
    state = torch.get_rng_state()
    assert seen(network, (4,)) == [(["linear", "batch norm", "dropout"], (3,))]
    assert network.training
    assert torch.get_rng_state().equal(state)
    after = network.state_dict()
    assert all(after[name].equal(value) for name, value in before.items())


def test_another_shape_and_an_unconnected_output_are_named():
    with pytest.raises(CourseError, match=r"Linear can't read .* \(5,\), which is to"):
        outline(nn.Linear(4, 3), (5,))

    class Unconnected(nn.Linear):
        def forward(self, x):
            return self.weight

    with pytest.raises(CourseError, match="does not come of its input"):
        outline(Unconnected(4, 3), (4,))
