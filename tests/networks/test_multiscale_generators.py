import pytest
import torch

from msgan_lib.measure import count_weights
from msgan_lib.networks.generators import UpsamplingGenerator
from msgan_lib.networks.multiscale_generators import (
    LaplacianGenerator,
    LevelsGenerator,
    MultiScaleGenerator,
)
from msgan_lib.pyramid import reconstruct, upsample

BOTH = pytest.mark.parametrize("network", [MultiScaleGenerator, LaplacianGenerator])


def made(network):
    torch.manual_seed(0)
    generator = network()
    return generator, generator.sample_noise(6, torch.Generator().manual_seed(0))


def test_a_generator_of_levels_must_say_how_it_draws_them():
    with pytest.raises(TypeError, match="pyramid"):
        LevelsGenerator()


@BOTH
def test_images_at_every_level_the_finest_first(network):
    generator, z = made(network)
    levels = generator.pyramid(z)
    assert [tuple(x.shape) for x in levels] == [
        (6, 1, 28, 28), (6, 1, 14, 14), (6, 1, 7, 7),
    ]  # fmt: skip
    assert all(0 < x.min() < x.max() < 1 for x in levels)
    assert generator(z).equal(levels[0])
    # Noise comes in, and every level shows another image for another z.
    assert all(not torch.allclose(x[0], x[1], atol=1e-3) for x in levels)


@BOTH
def test_equal_weights_within_one_percent(network):
    assert abs(count_weights(network()) / count_weights(UpsamplingGenerator()) - 1) < (
        0.01
    )


def learning(generator):
    """The layers of a generator whose weights got a gradient."""
    return {
        ".".join(name.split(".")[:2])
        for name, weight in generator.named_parameters()
        if weight.grad is not None and weight.grad.any()
    }


@pytest.mark.parametrize("level", [0, 1, 2])
def test_a_level_sends_its_gradient_to_the_layers_that_drew_it(level):
    generator, z = made(MultiScaleGenerator)
    generator.pyramid(z)[level].square().sum().backward()
    assert learning(generator) == {
        f"to_image.{2 - level}",
        *(f"layers.{deeper}" for deeper in range(3 - level)),
    }


def test_a_finer_image_of_the_laplacian_rests_on_the_coarser_ones():
    generator, z = made(LaplacianGenerator)
    generator.pyramid(z)[0].square().sum().backward()
    assert {"to_image.0", "to_image.1", "to_image.2"} <= learning(generator)


def test_the_laplacian_is_lesson_01s_reconstruction():
    generator, z = made(LaplacianGenerator)
    details, levels = generator.drawn(z), generator.pyramid(z)
    for level in range(3):
        torch.testing.assert_close(
            levels[level], reconstruct(details[level:]).sigmoid()
        )
    # Without detail an image is the coarser one, enlarged before the sigmoid.
    with torch.no_grad():
        for layer in generator.to_image[1:]:
            layer.weight.zero_(), layer.bias.zero_()
    fine, _, coarse = generator.pyramid(z)
    enlarged = upsample(upsample(coarse.logit(), (14, 14)), (28, 28)).sigmoid()
    torch.testing.assert_close(fine, enlarged)
