import pytest
import torch

from msgan_lib.measure import count_weights
from msgan_lib.networks.classifiers import DeepCNN, MultiScaleCNN, SingleScaleCNN
from msgan_lib.networks.discriminators import Discriminator
from msgan_lib.networks.generators import Generator

x = torch.rand(2, 1, 28, 28, generator=torch.Generator().manual_seed(0))


@pytest.mark.parametrize("network", [SingleScaleCNN, MultiScaleCNN, DeepCNN])
def test_classifiers_give_ten_logits(network):
    assert network()(x).shape == (2, 10)


def test_single_and_multi_scale_have_equal_weights_within_one_percent():
    single, multi = count_weights(SingleScaleCNN()), count_weights(MultiScaleCNN())
    assert abs(single / multi - 1) < 0.01


def test_shapes_of_the_levels():
    shapes = [tuple(level.shape) for level in MultiScaleCNN().features(x)]
    assert shapes == [(2, 16, 28, 28), (2, 32, 14, 14), (2, 64, 7, 7), (2, 64, 7, 7)]
    sides = [level.shape[-1] for level in DeepCNN().features(x)]
    assert sides == [28, 28, 14, 14, 7, 7, 7, 7]


def levels_with_gradient(network):
    """Which levels the class logits read directly."""
    network.eval()
    levels = [level.detach().requires_grad_() for level in network.features(x)]
    network.classify(levels).sum().backward()
    return [i for i, level in enumerate(levels) if level.grad is not None]


def test_what_each_classifier_reads():
    assert levels_with_gradient(MultiScaleCNN()) == [0, 1, 2, 3]
    assert levels_with_gradient(SingleScaleCNN()) == [3]
    assert levels_with_gradient(DeepCNN()) == [7]


def test_the_discriminator_is_the_multi_scale_network_with_its_features():
    torch.manual_seed(3)
    discriminator = Discriminator().eval()
    torch.manual_seed(3)
    classifier = MultiScaleCNN().eval()
    logits, features = discriminator(x)
    torch.testing.assert_close(logits, classifier(x))
    for ours, theirs in zip(features, classifier.features(x), strict=True):
        torch.testing.assert_close(ours, theirs)


def test_generated_images_lie_in_the_range_of_the_data():
    generator = Generator()
    z = generator.sample_noise(7, torch.Generator().manual_seed(0))
    assert z.shape == (7, 100)
    assert 0 <= z.min() < z.max() <= 1
    images = generator(z)
    assert images.shape == (7, 1, 28, 28)
    assert 0 < images.min() < images.max() < 1


def test_initial_scales():
    for network in (MultiScaleCNN(), Generator()):
        for module in network.modules():
            if isinstance(module, torch.nn.BatchNorm1d | torch.nn.BatchNorm2d):
                assert (module.weight == 1).all()
                assert (module.bias == 0).all()
    # He initialisation keeps the variance of a ReLU network's signal near 1.
    weight = MultiScaleCNN().blocks[2][0].weight
    assert weight.std().item() == pytest.approx((2 / (32 * 9)) ** 0.5, rel=0.1)
