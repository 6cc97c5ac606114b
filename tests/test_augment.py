import pytest
import torch

from msgan_lib.augment import (
    augment_strongly,
    augment_weakly,
    disturb,
    random_thickness,
    random_warp,
)
from msgan_lib.ground.errors import CourseError
from msgan_lib.pyramid import as_rows


def stream(seed=0):
    return torch.Generator().manual_seed(seed)


def blob(n=1):
    """Images with one soft dot right of the centre."""
    ys, xs = torch.meshgrid(torch.arange(28.0), torch.arange(28.0), indexing="ij")
    dot = torch.exp(-((ys - 13.5) ** 2 + (xs - 19.5) ** 2) / 8)
    return dot.expand(n, 1, 28, 28).clone()


def centre_of_mass(x):
    weight = x.sum(dim=(1, 2, 3))
    positions = torch.arange(28.0)
    row = (x.sum(dim=(1, 3)) * positions).sum(dim=1) / weight
    column = (x.sum(dim=(1, 2)) * positions).sum(dim=1) / weight
    return row, column


def test_nothing_to_do_changes_nothing():
    x = torch.rand(4, 1, 28, 28)
    same = random_warp(x, stream(), degrees=0, scale=0, shear=0, shift=0)
    torch.testing.assert_close(same, x, atol=1e-5, rtol=0)


def test_every_image_gets_its_own_change_and_a_seed_repeats():
    x = blob(16)
    first = augment_strongly(x, stream(1))
    assert torch.equal(first, augment_strongly(x, stream(1)))
    assert len({tuple(image.flatten().tolist()) for image in first}) == 16


def test_a_shift_moves_by_at_most_so_many_pixels_and_nothing_else():
    row, column = centre_of_mass(augment_weakly(blob(200), stream()))
    for moved in (row - 13.5, column - 19.5):
        assert 1.8 < moved.abs().max() <= 2.01
        assert abs(moved.mean()) < 0.3


def test_a_rotation_keeps_the_distance_from_the_centre():
    x = random_warp(blob(200), stream(), degrees=30, scale=0, shear=0, shift=0)
    row, column = centre_of_mass(x)
    radius = torch.hypot(row - 13.5, column - 13.5)
    torch.testing.assert_close(radius, torch.full((200,), 6.0), atol=0.05, rtol=0)
    angle = torch.rad2deg(torch.atan2(row - 13.5, column - 13.5))
    assert 27 < angle.abs().max() <= 30.5


def test_scales_stay_within_their_limits():
    x = random_warp(blob(200), stream(), degrees=0, scale=0.2, shear=0, shift=0)
    _, column = centre_of_mass(x)
    ratio = (column - 13.5) / 6
    assert 1 / 1.2 - 0.01 < ratio.min() < 0.87
    assert 1.2 < ratio.max() < 1 / 0.8 + 0.01


def test_a_gradient_passes_to_the_images():
    x = blob(2).requires_grad_()
    augment_strongly(x, stream()).sum().backward()
    assert (x.grad.abs().sum(dim=(1, 2, 3)) > 0).all()


def test_a_bend_moves_parts_of_an_image_apart_by_about_its_size():
    x = blob(400) + blob(400).flip(-1)  # two dots, 12 pixels apart
    bent = random_warp(x, stream(), degrees=0, scale=0, shear=0, shift=0, bend=1)
    left_half = (torch.arange(28) < 14).float()
    _, left = centre_of_mass(bent * left_half)
    _, right = centre_of_mass(bent * (1 - left_half))
    # Each dot moves by about a pixel, and hardly as the other does.
    assert 0.5 < left.std() < 1.5
    assert abs(torch.corrcoef(torch.stack([left, right]))[0, 1]) < 0.5


def test_strokes_become_thicker_or_thinner_and_stay_in_range():
    x = blob(200)
    changed = random_thickness(x, stream(), thicker=1, thinner=0.6)
    assert changed.min() >= 0
    assert changed.max() <= x.max() + 1e-6
    ink = changed.sum(dim=(1, 2, 3)) / x[0].sum()
    assert 0.4 < (ink > 1).float().mean() < 0.6
    assert ink.max() > 1.4
    assert ink.min() < 0.8
    same = random_thickness(x, stream(), thicker=0, thinner=0)
    torch.testing.assert_close(same, x)


def test_images_are_disturbed_as_asked():
    x = blob(4)
    assert torch.equal(disturb(x, stream(), False, 0.0), x)
    assert torch.equal(disturb(x, stream(), True, 0.0), augment_strongly(x, stream()))
    noise = disturb(blob(50), stream(), False, 0.3) - blob(50)
    assert abs(noise.mean().item()) < 0.01
    assert 0.29 < noise.std().item() < 0.31


def test_noise_on_levels_is_the_noise_of_their_images_made_smaller():
    """As if it lay on the image: pyramids add up."""
    x = torch.rand(3, 1, 28, 28)
    streams = [torch.Generator().manual_seed(0) for _ in range(2)]
    noisy, noisy_rows = (
        disturb(shown, stream, augmented=False, noise=0.3)
        for shown, stream in zip((x, as_rows(x)), streams, strict=True)
    )
    torch.testing.assert_close(noisy_rows, as_rows(noisy))
    assert not noisy.equal(x)
    with pytest.raises(CourseError, match="can't be augmented alike"):
        disturb(as_rows(x), streams[0], augmented=True, noise=0.0)
