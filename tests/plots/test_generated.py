import matplotlib.pyplot as plt
import pytest
import torch
from torch import nn

from msgan_lib import plots

pytestmark = pytest.mark.usefixtures("headless")


class Shade(nn.Module):
    """Paints an image in the first number of z; it counts what it is given."""

    def __init__(self):
        super().__init__()
        self.norm = nn.BatchNorm1d(2)

    def forward(self, z):
        return self.norm(z)[:, :1, None, None].expand(-1, 1, 28, 28)


def axes():
    return plt.gcf().axes


def test_spectra_show_where_a_grid_is():
    board = torch.tensor([[1.0, 0.0], [0.0, 1.0]]).repeat(2, 1, 4, 4)
    words = plots.show_spectra({"even": torch.full((1, 1, 8, 8), 0.3), "board": board})
    assert words == "Power in patterns of 2 pixels: even 0.00 %; board 50.00 %."
    images = [axis.images[0] for axis in axes()]
    assert [axis.get_title() for axis in axes()[:2]] == ["even", "board"]
    even, chequered = images[0].get_array(), images[1].get_array()
    assert images[0].norm(even).max() == pytest.approx(0)  # one grey, not its rounding
    assert images[1].norm(chequered)[0].tolist() == [1, 0] * 4
    # Frequency 0 is in the middle, the board in the corner, both of the same strength.
    spectrum = images[3].get_array()
    assert spectrum[4, 4] == pytest.approx(0, abs=1e-5)
    assert spectrum[0, 0] == pytest.approx(0, abs=1e-5)
    assert spectrum[4, 0] == pytest.approx(-6)
    assert images[2].get_array()[0, 0] == pytest.approx(-6)


def test_spreads_are_told_with_mean_and_spread():
    numbers = {"short": torch.tensor([1.0, 3.0]), "long": torch.tensor([8.0, 8.0, 8.0])}
    words = plots.show_spreads(numbers, "length of z", "lengths")
    assert words == (
        "lengths: length of z, mean and spread: short 2 +- 1.4; long 8 +- 0."
    )
    (axis,) = axes()
    styles = [patch.get_linestyle() for patch in axis.patches]
    assert len(set(styles)) == 2  # told apart in grey
    assert [text.get_text() for text in axis.get_legend().texts] == ["short", "long"]
    assert axis.get_xlabel() == "length of z"


def test_a_point_of_both_paths_is_drawn_with_its_length():
    generator = Shade().train()
    start, end = torch.tensor([4.0, 0.0]), torch.tensor([0.0, 4.0])
    words = plots.show_path_point(generator, start, end, 0.5)
    assert words.startswith("50% of the way")
    for told in ("start 4.0, ink 4.000", "straight 2.8, ink 2.0", "end 4.0, ink 0.000"):
        assert told in words
    assert "spherical 4.0, ink 2.828" in " ".join(words.split())
    assert [axis.get_title().split()[0] for axis in axes()] == [
        *("start", "straight", "spherical", "end")
    ]
    assert generator.training
    assert not generator.norm.running_mean.any()  # it was in evaluation mode
