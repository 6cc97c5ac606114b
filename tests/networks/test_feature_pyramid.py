from collections import OrderedDict

import pytest
import torch
from torchvision.ops import FeaturePyramidNetwork

from msgan_lib.measure import count_weights
from msgan_lib.networks.classifiers import DeepCNN, MultiScaleCNN, SingleScaleCNN
from msgan_lib.networks.feature_pyramid import (
    TopDownCNN,
    TopDownFusion,
    fuse_top_down,
)

stream = torch.Generator().manual_seed(0)
x = torch.rand(2, 1, 28, 28, generator=stream)
CHANNELS = (3, 5, 4)


def some_levels(sides=(28, 14, 7), channels=CHANNELS):
    return [
        torch.randn(2, c, side, side, generator=stream)
        for c, side in zip(channels, sides, strict=True)
    ]


@pytest.fixture
def reference():
    network = FeaturePyramidNetwork(list(CHANNELS), out_channels=6)
    for parameter in network.parameters():  # biases start at 0: they must count too
        torch.nn.init.normal_(parameter)
    return network


@pytest.mark.parametrize("sides", [(28, 14, 7), (28, 14, 14), (9, 5, 2)])
def test_it_computes_what_torchvision_does(reference, sides):
    levels = some_levels(sides)
    expected = reference(OrderedDict(enumerate(levels)))
    ours = fuse_top_down(levels, reference.inner_blocks, reference.layer_blocks)
    assert len(ours) == 3
    for level, fused in enumerate(ours):
        torch.testing.assert_close(fused, expected[level])


def test_the_module_takes_over_torchvisions_weights(reference):
    ours = TopDownFusion(CHANNELS, width=6)
    ours.load_state_dict(dict(zip(ours.state_dict(), reference.state_dict().values())))  # noqa: B905
    levels = some_levels()
    expected = reference(OrderedDict(enumerate(levels))).values()
    for fused, truth in zip(ours(levels), expected, strict=True):
        torch.testing.assert_close(fused, truth)


def test_it_starts_as_torchvision_does():
    torch.manual_seed(1)
    ours = TopDownFusion((64, 64), width=48)
    theirs = FeaturePyramidNetwork([64, 64], out_channels=48)
    for mine, other in zip(
        ours.state_dict().values(), theirs.state_dict().values(), strict=True
    ):
        assert mine.shape == other.shape
        bound = other.abs().max().item()
        assert mine.abs().max().item() == pytest.approx(bound, rel=0.02)


def test_information_flows_from_coarse_to_fine_only():
    fusion = TopDownFusion(CHANNELS, width=6)
    levels = [level.requires_grad_() for level in some_levels()]
    for level, fused in enumerate(fusion(levels)):
        gradients = torch.autograd.grad(
            fused.sum(), levels, allow_unused=True, retain_graph=True
        )
        assert [gradient is not None for gradient in gradients] == [
            other >= level for other in range(3)
        ]


def test_the_top_down_network_fuses_all_levels_of_a_multi_scale_one():
    network = TopDownCNN().eval()
    levels = network.features(x)
    shapes = [tuple(level.shape) for level in levels]
    assert shapes == [tuple(level.shape) for level in MultiScaleCNN().features(x)]
    assert {fused.shape[1] for fused in network.fusion(levels)} == {24}
    assert network(x).shape == (2, 10)
    assert network.code(levels).shape == (2, network.head.in_features)


def test_all_four_classifiers_have_equal_weights_within_one_percent():
    networks = (SingleScaleCNN, MultiScaleCNN, DeepCNN, TopDownCNN)
    counts = [count_weights(network()) for network in networks]
    assert max(counts) / min(counts) < 1.01
