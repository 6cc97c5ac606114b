import matplotlib.pyplot as plt
import pytest
import torch

from msgan_lib import plots
from msgan_lib.plots.features import frame_of, half_of

pytestmark = pytest.mark.usefixtures("headless")

x = torch.rand(12, 1, 28, 28, generator=torch.Generator().manual_seed(0))


def axes():
    return plt.gcf().axes


def test_maps_share_their_rows_range():
    maps = {"fine": x[:3, 0], "signed": x[:2, 0, :7, :7] - 0.5}
    words = plots.show_maps(maps, columns=4, titles=["a", "b"])
    assert words.startswith("fine: 3 of 3 maps of 28 x 28, 100 % of all numbers above")
    assert "signed: 2 of 2 maps of 7 x 7, " in words
    fine, signed = axes()[:4], axes()[4:]
    assert [len(axis.images) for axis in fine] == [1, 1, 1, 0]
    assert [axis.get_xlabel() for axis in signed] == ["a", "b", "", ""]
    top = x[:3].max().item()
    assert fine[1].images[0].get_clim() == pytest.approx((0, top))
    low, high = signed[0].images[0].get_clim()
    assert low == -high  # grey is 0


def footprint(top, bottom, left, right):
    strength = torch.zeros(28, 28)
    strength[top : bottom + 1, left : right + 1] = 1
    return strength


def test_a_frame_holds_all_that_is_seen():
    prints = {"one": footprint(3, 5, 4, 8), "all": footprint(0, 27, 0, 27)}
    words = plots.show_footprints(x[0], prints)
    assert words.startswith("one sees rows 3 to 5 and columns 4 to 8; half of the ")
    assert "in 8 of 15 pixels. all sees rows 0 to 27" in words
    frame = axes()[0].patches[0]
    assert frame.get_xy() == (3.5, 2.5)
    assert (frame.get_width(), frame.get_height()) == (5, 3)
    assert [axis.get_title() for axis in axes()[:2]] == ["one: 3 x 5", "all: 28 x 28"]


def test_nothing_seen_is_an_error():
    with pytest.raises(ValueError, match="0 everywhere"):
        frame_of(torch.zeros(4, 4))


def test_half_of_the_strength():
    assert half_of(footprint(0, 0, 0, 9).numpy()) == 5
    strength = footprint(0, 0, 0, 9)
    strength[0, 0] = 20
    assert half_of(strength.numpy()) == 1


def test_codes_are_drawn_as_the_sign_of_their_class():
    codes = torch.tensor([[0.0, 1.0], [2.0, 3.0], [5.0, 5.0]])
    words = plots.show_plane(codes, [3, 3, 7], tuple("0123456789"), "codes")
    assert words == "codes: 3 codes; class means at 3 (1.0, 2.0), 7 (5.0, 5.0)."
    assert axes()[0].get_legend() is None
    plt.close("all")
    plots.show_plane(codes, [0, 0, 1], [f"class {n}" for n in range(10)])
    assert len(axes()[0].get_legend().get_texts()) == 10


def test_error_curves_draw_every_draw_and_the_means():
    errors = {"a": {20: [30.0, 20.0], 100: [5.0, 6.0]}, "b": {20: [40.0], 100: [8.0]}}
    words = plots.show_error_curves(errors)
    assert words == (
        "Mean test errors in percent, by labelled images: "
        "a 25.00 at 20, 5.50 at 100; b 40.00 at 20, 8.00 at 100."
    )
    axis = axes()[0]
    assert (axis.get_xscale(), axis.get_yscale()) == ("log", "log")
    lines = [line for line in axis.lines if line.get_linestyle() not in ("None", "")]
    assert [list(line.get_ydata()) for line in lines] == [[25, 5.5], [40, 8]]
    dots = [list(n.get_ydata()) for n in axis.lines if n.get_linestyle() == "None"]
    assert dots == [[30, 20], [5, 6]]
    assert len({line.get_marker() for line in lines}) == 2  # readable in grey


def test_no_errors_no_picture():
    assert plots.show_error_curves({}) == "There is nothing to draw."
    assert not plt.get_fignums()
