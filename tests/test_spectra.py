import pytest
import torch

from msgan_lib.spectra import grid_percent, power_spectrum


def test_the_numbers_of_an_image_add_up_to_its_mean_square():
    x = torch.rand(3, 1, 6, 8, generator=torch.Generator().manual_seed(0))
    power = power_spectrum(x)
    assert power.shape == x.shape
    torch.testing.assert_close(power.sum(dim=(-2, -1)), x.square().mean(dim=(-2, -1)))
    torch.testing.assert_close(power[..., 0, 0], x.mean(dim=(-2, -1)).square())


@pytest.mark.parametrize(
    ("cell", "percent"),
    [
        ([[1.0, 1.0], [1.0, 1.0]], 0.0),  # a constant
        ([[1.0, 0.0], [0.0, 1.0]], 50.0),  # a checkerboard: mean 1/2, mean square 1/2
        ([[1.0, 0.0], [1.0, 0.0]], 50.0),  # upright stripes
        ([[1.0, 1.0], [0.0, 0.0]], 50.0),  # flat ones
        ([[1.0, 2.0], [2.0, 4.0]], 19.0),  # mean 9/4, mean square 25/4
    ],
)
def test_what_repeats_every_two_pixels_is_a_grid(cell, percent):
    image = torch.tensor(cell).repeat(1, 1, 3, 4)  # (1, 1, 6, 8)
    assert grid_percent(image) == pytest.approx(percent, abs=1e-4)


def test_of_many_images_powers_are_added_and_wider_stripes_do_not_count():
    stripes = torch.tensor([1.0, 1.0, 0.0, 0.0]).repeat(8, 2)[
        None, None
    ]  # (1, 1, 8, 8)
    assert grid_percent(stripes) == pytest.approx(0, abs=1e-4)
    board = torch.tensor([[2.0, 0.0], [0.0, 2.0]]).repeat(1, 1, 4, 4)
    # Their grids are 0 and 1, their mean squares 1/2 and 2.
    both = torch.cat([stripes, board])
    assert grid_percent(both) == pytest.approx(100 / 2.5, abs=1e-4)
