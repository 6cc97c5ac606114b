import pytest
import torch

from msgan_lib.losses import gradient_penalty, r1_penalty
from msgan_lib.measure import count_weights
from msgan_lib.networks.discriminators import DenseDiscriminator, Discriminator
from msgan_lib.networks.generators import UpsamplingGenerator
from msgan_lib.networks.multiscale_generators import MultiScaleGenerator
from msgan_lib.networks.pyramid_discriminators import (
    ClassifyingPyramidDiscriminator,
    StridedPyramidDiscriminator,
    StridedTwinDiscriminator,
    as_shown_to,
    shown_to,
)
from msgan_lib.pyramid import SIDES, as_rows, gaussian_pyramid, unpack

x = torch.rand(5, 1, 28, 28, generator=torch.Generator().manual_seed(0))


def made(network):
    torch.manual_seed(0)
    return network()


def test_one_logit_an_image_from_all_levels():
    discriminator = made(StridedPyramidDiscriminator)
    rows = as_rows(x).requires_grad_()
    logits = discriminator(rows)
    assert logits.shape == (5,)
    (slopes,) = torch.autograd.grad(logits.sum(), rows)
    for slope in unpack(slopes, SIDES):
        assert (slope.flatten(1).norm(dim=1) > 0).all()
    # An image's logit depends on that image alone: no batch statistics.
    torch.testing.assert_close(discriminator(rows[1:2]), logits[1:2])
    # Given images it makes their pyramids, blurred before each is halved.
    torch.testing.assert_close(discriminator(x), logits)
    for ours, theirs in zip(unpack(rows, SIDES), gaussian_pyramid(x, 3), strict=True):
        assert ours.equal(theirs)


def test_all_weights_learn():
    discriminator = made(StridedPyramidDiscriminator)
    discriminator(x).square().sum().backward()
    assert all(p.grad.any() for p in discriminator.parameters())


def test_twins_have_equal_weights_within_one_percent():
    reader, twin = StridedPyramidDiscriminator(), StridedTwinDiscriminator()
    assert abs(count_weights(reader) / count_weights(twin) - 1) < 0.01


def test_a_convolution_reads_the_image_beside_its_maps():
    discriminator = made(StridedPyramidDiscriminator)
    shapes = [tuple(maps.shape) for maps in discriminator.features(x)]
    assert shapes == [(5, 32, 14, 14), (5, 64, 7, 7), (5, 128, 4, 4)]
    rows = as_rows(x).requires_grad_()
    for block, level_read in ((0, [0]), (1, [0, 1]), (2, [0, 1, 2])):
        maps = discriminator.features(rows)[block]
        slopes = torch.autograd.grad(maps.sum(), rows)[0]
        read = [i for i, s in enumerate(unpack(slopes, SIDES)) if s.any()]
        assert read == level_read


def test_what_a_discriminator_is_shown():
    reader, twin = made(StridedPyramidDiscriminator), made(DenseDiscriminator)
    assert as_shown_to(twin, x) is x
    assert as_shown_to(reader, x).equal(as_rows(x))
    drawing, single = made(MultiScaleGenerator).eval(), made(UpsamplingGenerator).eval()
    z = drawing.sample_noise(4, torch.Generator().manual_seed(0))
    assert shown_to(twin, drawing) is drawing
    levels = unpack(shown_to(reader, drawing)(z), SIDES)
    assert all(a.equal(b) for a, b in zip(levels, drawing.pyramid(z), strict=True))
    assert shown_to(reader, single)(z).equal(as_rows(single(z)))
    assert not levels[1].equal(gaussian_pyramid(levels[0], 2)[1])


def test_penalties_count_the_slopes_of_all_levels():
    def sums(rows):  # a slope of level + 1 at every pixel of a level
        return sum(
            (level + 1) * image.flatten(1).sum(dim=1)
            for level, image in enumerate(unpack(rows, SIDES))
        )

    squares = 28**2 + 4 * 14**2 + 9 * 7**2
    rows = as_rows(x)
    assert r1_penalty(sums, rows).item() == pytest.approx(squares / 2)
    penalty = gradient_penalty(sums, rows, rows.flip(0), torch.rand(5))
    assert penalty.item() == pytest.approx((squares**0.5 - 1) ** 2, rel=1e-5)


def test_a_classifier_of_pyramids_reads_images_and_rows_alike():
    network = made(ClassifyingPyramidDiscriminator).eval()
    rows = as_rows(x).requires_grad_()
    logits, features = network(rows)
    assert logits.shape == (5, 10)
    shapes = [tuple(maps.shape[1:]) for maps in features]
    assert shapes == [(16, 28, 28), (32, 14, 14), (64, 7, 7), (64, 7, 7)]
    torch.testing.assert_close(network(x)[0], logits)
    (slopes,) = torch.autograd.grad(logits.sum(), rows)
    assert all(slope.any() for slope in unpack(slopes, SIDES))
    assert abs(count_weights(network) / count_weights(Discriminator()) - 1) < 0.01
