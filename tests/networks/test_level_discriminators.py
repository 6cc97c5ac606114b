import pytest
import torch

from msgan_lib.ground.errors import CourseError
from msgan_lib.measure import count_weights
from msgan_lib.networks.discriminators import StridedDiscriminator
from msgan_lib.networks.level_discriminators import READERS, make_level_discriminator
from msgan_lib.pyramid import gaussian_pyramid

x = torch.rand(3, 1, 28, 28, generator=torch.Generator().manual_seed(0))


@pytest.mark.parametrize("reads", [name for name in READERS if name != "pixels"])
def test_one_logit_an_image_which_is_the_sum_over_the_levels(reads):
    discriminator = make_level_discriminator(reads)
    logits, by_level = discriminator(x), discriminator.level_logits(x)
    assert logits.shape == (3,)
    assert by_level.shape == (3, 1 if reads.startswith("level_") else 3)
    torch.testing.assert_close(logits, by_level.sum(dim=1))
    # An image's logit depends on that image alone: no batch statistics.
    torch.testing.assert_close(discriminator(x[1:2]), logits[1:2])
    logits.sum().backward()
    assert all(p.grad.abs().sum() > 0 for p in discriminator.parameters())


def test_all_have_equal_weights_within_one_percent():
    counts = [count_weights(make_level_discriminator(reads)) for reads in READERS]
    assert max(counts) / min(counts) < 1.01


def test_the_levels_halve_the_image():
    levels = make_level_discriminator("all_levels").features(x)
    assert [tuple(level.shape[2:]) for level in levels] == [(14, 14), (7, 7), (4, 4)]
    for level in range(3):
        maps = make_level_discriminator(f"level_{level}").features(x)[-1]
        assert maps.shape[2:] == levels[level].shape[2:]


def test_a_number_of_a_level_sees_3_7_and_15_pixels():
    discriminator = make_level_discriminator("all_levels")
    for level, (place, seen) in enumerate(((7, 3), (3, 7), (2, 15))):
        images = x.clone().requires_grad_()
        discriminator.features(images)[level][..., place, place].sum().backward()
        rows = images.grad.abs().sum(dim=(0, 1, 3)).ne(0)
        assert rows.sum() == seen


def test_what_reads_the_last_level_alone_is_the_strided_discriminator():
    ours, theirs = make_level_discriminator("level_2"), StridedDiscriminator()
    weights = zip(ours.parameters(), theirs.parameters(), strict=True)
    with torch.no_grad():
        for own, other in weights:
            own.copy_(other)
    torch.testing.assert_close(ours(x), theirs(x))


def test_the_pyramid_is_read_level_by_level():
    discriminator = make_level_discriminator("pixel_pyramid")
    for level, image in enumerate(gaussian_pyramid(x, 3)):
        alone = discriminator.readers[level](image)
        torch.testing.assert_close(discriminator.level_logits(x)[:, level], alone)


def test_an_unknown_name_is_told_which_there_are():
    with pytest.raises(CourseError, match=r"did you mean 'level_2'.*pixel_pyramid"):
        make_level_discriminator("level_3")
