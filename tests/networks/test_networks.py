import pytest
import torch

from msgan_lib.measure import count_weights
from msgan_lib.networks.classifiers import DeepCNN, MultiScaleCNN, SingleScaleCNN
from msgan_lib.networks.discriminators import (
    Discriminator,
    MLPDiscriminator,
    SingleScaleDiscriminator,
)
from msgan_lib.networks.generators import (
    ConvGenerator,
    Generator,
    NoiseImages,
    WeightNormGenerator,
)
from msgan_lib.networks.weight_norm import WeightNormLinear

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


@pytest.mark.parametrize("network", [Generator, WeightNormGenerator])
def test_generated_images_lie_in_the_range_of_the_data(network):
    generator = network()
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


def test_weight_normalisation_fixes_the_length_of_rows():
    layer = WeightNormLinear(30, 4)
    x = torch.randn(50, 30)
    before = layer(x)
    with torch.no_grad():
        layer.weight.mul_(7)
    assert torch.allclose(layer(x), before, atol=1e-5)
    assert sum(p.numel() for p in layer.parameters()) == 30 * 4 + 4
    learnt = WeightNormLinear(30, 4, learn_scale=True)
    assert sum(p.numel() for p in learnt.parameters()) == 30 * 4 + 4 + 4


def test_a_generator_with_weight_normalisation_learns_only_a_scale_more():
    generator = WeightNormGenerator()
    assert count_weights(generator) == count_weights(Generator()) + 28 * 28
    z = generator.sample_noise(7, torch.Generator().manual_seed(0))
    before = generator(z)
    with torch.no_grad():
        generator.layers[-2].weight.mul_(7)
    torch.testing.assert_close(generator(z), before)


def test_an_mlp_starts_from_data_with_outputs_of_variance_one():
    torch.manual_seed(0)
    network = MLPDiscriminator()
    x = torch.rand(500, 1, 28, 28) * torch.linspace(0, 3, 28)
    network.start_from(x)
    logits, features = network(x)
    assert torch.allclose(logits.mean(dim=0), torch.zeros(10), atol=0.3)
    assert torch.allclose(logits.std(dim=0), torch.ones(10), atol=0.3)
    assert [level.shape[1] for level in features] == [1000, 500, 250, 250, 250]
    for level in features:
        assert 0.4 < (level > 0).float().mean() < 0.6


def test_an_mlp_is_noisy_in_training_alone():
    network = MLPDiscriminator()
    x = torch.rand(5, 1, 28, 28)
    assert not torch.equal(network(x)[0], network(x)[0])
    network.eval()
    assert torch.equal(network(x)[0], network(x)[0])
    quiet = MLPDiscriminator(noise=0.0)
    assert torch.equal(quiet(x)[0], quiet(x)[0])


def test_noise_images_have_no_weights_and_lie_between_0_and_1():
    images = NoiseImages()
    z = images.sample_noise(6, torch.Generator().manual_seed(0))
    x = images(z)
    assert x.shape == (6, 1, 28, 28)
    assert 0 <= x.min() < 0.05 < 0.95 < x.max() <= 1
    assert not list(images.parameters())


def test_a_single_scale_discriminator_classifies_like_its_network():
    torch.manual_seed(0)
    discriminator = SingleScaleDiscriminator().eval()
    twin = SingleScaleCNN().eval()
    twin.load_state_dict(discriminator.state_dict())
    x = torch.rand(3, 1, 28, 28)
    logits, features = discriminator(x)
    assert torch.equal(logits, twin(x))
    assert len(features) == 4


@pytest.mark.parametrize("network", [Generator, ConvGenerator])
def test_generators_map_noise_to_images_and_all_their_weights_learn(network):
    torch.manual_seed(0)
    generator = network()
    z = generator.sample_noise(8, torch.Generator().manual_seed(0))
    assert z.shape == (8, 100)
    assert 0 <= z.min() < z.max() <= 1
    images = generator(z)
    assert images.shape == (8, 1, 28, 28)
    assert 0 < images.min() < images.max() < 1
    assert not torch.allclose(images[0], images[1], atol=1e-3)  # noise matters
    (images - torch.rand(8, 1, 28, 28)).square().sum().backward()
    assert all(p.grad is not None and p.grad.any() for p in generator.parameters())


def test_a_convolutional_generator_makes_smoother_images():
    def roughness(network):
        torch.manual_seed(0)
        generator = network()
        z = generator.sample_noise(20, torch.Generator().manual_seed(0))
        images = generator(z)
        steps = images.diff(dim=-1).square().mean()
        return steps / images.var()

    assert roughness(ConvGenerator) < roughness(Generator) / 2
