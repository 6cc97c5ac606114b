import matplotlib.pyplot as plt
import pytest
import torch
from torch import nn

from msgan_lib import plots
from msgan_lib.plots.latent import decoded_plane

pytestmark = pytest.mark.usefixtures("headless")

names = tuple("0123456789")


class Painter(nn.Module):
    """Paints the first number into the left half, the second into the right one."""

    def forward(self, z):
        halves = (z[:, :, None, None] + 4) / 8
        return halves.repeat_interleave(14, dim=1).movedim(1, 3).expand(-1, 1, 28, 28)


def axes():
    return plt.gcf().axes


def test_a_plane_has_its_largest_second_number_at_the_top():
    images = decoded_plane(Painter(), side=5, reach=3)
    assert images.shape == (5, 5, 28, 28)
    first, second = images[..., 0, 0] * 8 - 4, images[..., 0, -1] * 8 - 4
    assert first[0].tolist() == pytest.approx([-3, -1.5, 0, 1.5, 3], abs=1e-5)
    assert second[:, 0].tolist() == pytest.approx([3, 1.5, 0, -1.5, -3], abs=1e-5)


def test_a_drawn_plane_is_at_the_place_of_its_codes():
    words = plots.show_decoded_plane(Painter(), side=5, title="a plane")
    # One step is 1.5 of 8 in half of the pixels; all the way it is 6 of 8 in each half.
    assert words == (
        "a plane: 5 x 5 images; neighbours differ by 0.094 a pixel on average, two "
        "opposite corners by 0.750."
    )
    (image,) = axes()[0].images
    assert image.get_extent() == pytest.approx((-3.75, 3.75, -3.75, 3.75))
    canvas = image.get_array()
    assert canvas.shape == (140, 140)
    assert canvas[0, 139] == pytest.approx(7 / 8)  # top right: 3
    assert canvas[139, 0] == pytest.approx(1 / 8)  # bottom left: -3


def test_a_point_is_told_with_the_classes_around_it():
    codes = torch.tensor([[0.0, 0.0]] * 15 + [[1.0, 1.0]] * 15)
    labels = torch.tensor([3] * 15 + [7] * 15)
    words = plots.show_decoded_point(Painter(), codes, labels, names, (0.0, 0.25))
    assert words == (
        "At (0, 0.25): ink 0.516 a pixel on average. The 20 nearest codes of real "
        "images: 15 of class 3, 5 of class 7."
    )
    left, right = axes()
    assert left.lines[0].get_xydata().tolist() == [[0, 0.25]]
    assert right.images[0].get_array()[0, 0] == 0.5


@pytest.mark.parametrize("place", [(-3.0, 3.0), (3.0, -3.0), (0.0, 0.0)])
def test_a_point_can_lie_anywhere_and_classes_may_have_long_names(place):
    codes = torch.randn(5, 2, generator=torch.Generator().manual_seed(0))
    long = [f"class {n}" for n in range(10)]
    words = plots.show_decoded_point(Painter(), codes, [0, 1, 2, 3, 4], long, place)
    assert "The 5 nearest codes" in words
    assert axes()[0].get_legend() is not None
