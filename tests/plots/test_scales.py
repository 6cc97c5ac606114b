import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch

from msgan_lib import plots
from msgan_lib.pyramid import gaussian_pyramid, laplacian_pyramid, reconstruct

pytestmark = pytest.mark.usefixtures("headless")

x = torch.rand(1, 1, 28, 28, generator=torch.Generator().manual_seed(0))


def drawn(number):
    """Return what picture `number` of the figure shows."""
    return torch.from_numpy(np.asarray(plt.gcf().axes[number].images[0].get_array()))


@pytest.mark.parametrize("level", range(4))
def test_a_level_is_drawn_beside_the_image(level):
    words = plots.show_level(x, level)
    shown = [drawn(number) for number in range(4)]
    assert shown[0].equal(x[0, 0])
    assert shown[1].equal(gaussian_pyramid(x, 4)[level][0, 0])
    assert shown[2].shape == (28, 28)
    assert shown[3].equal(laplacian_pyramid(x, 4)[level][0, 0])
    side = (28, 14, 7, 4)[level]
    assert words.startswith(
        f"Level {level}: {side} x {side} pixels, {side**2} numbers instead of 784."
    )


def test_the_words_say_what_enlarging_cannot_bring_back():
    assert "differs from the image by 0.000 a pixel" in plots.show_level(x, 0)
    assert "differs from the image by 0.0" not in plots.show_level(x, 2)
    assert "what level 3 lacks" in plots.show_level(x, 2)
    assert plots.show_level(x, 3).endswith("itself: there is no coarser one.")


def test_levels_below_zero_have_grey_for_zero():
    plots.show_level(x, 1)
    limits = [axis.images[0].get_clim() for axis in plt.gcf().axes]
    assert limits == [(0, 1), (0, 1), (0, 1), (-1, 1)]


def test_factors_of_one_change_nothing():
    words = plots.show_changed_levels(x, [1, 1, 1, 1])
    torch.testing.assert_close(drawn(1), x[0, 0])
    assert words == (
        "Levels 28 x 28 times 1, 14 x 14 times 1, 7 x 7 times 1, 4 x 4 times 1: the "
        "image changes by 0.000 a pixel on average (ink is 1)."
    )


@pytest.mark.parametrize("factors", [[0, 1, 1, 1], [1, 2.5, 0, 1], [0, 0, 0, 0], [2]])
def test_each_factor_is_for_its_level(factors):
    levels = laplacian_pyramid(x, len(factors))
    expected = reconstruct([f * v for f, v in zip(factors, levels, strict=True)])
    words = plots.show_changed_levels(x, factors)
    torch.testing.assert_close(drawn(1), expected[0, 0].clamp(0, 1))
    torch.testing.assert_close(drawn(2), (expected - x)[0, 0])
    assert f"changes by {(expected - x).abs().mean():.3f} a pixel" in words


def test_rows_of_images_may_differ_in_size():
    many = x.expand(3, -1, -1, -1)
    words = plots.show_rows(
        {"image": many, "every fourth\npixel": many[:2, :, ::4, ::4], "below 0": -many},
        titles=["a", "b", "c"],
        title="three",
    )
    assert words == (
        "three: image (28 x 28 pixels); every fourth pixel (7 x 7 pixels); below 0 "
        "(28 x 28 pixels); 3 in a row, from left to right a, b, c."
    )
    (axis,) = plt.gcf().axes
    assert [label.get_text() for label in axis.get_xticklabels()] == ["a", "b", "c"]
    assert [label.get_text() for label in axis.get_yticklabels()] == [
        "image", "every fourth\npixel", "below 0",
    ]  # fmt: skip
    assert axis.get_ylim() == (2.5, -0.5)  # the first row above
    first, low = axis.images[0], axis.images[3]
    left, right, bottom, top = low.get_extent()  # of rows and columns from 0 on
    assert ((left + right) / 2, (bottom + top) / 2) == pytest.approx((0, 1))
    assert bottom > top, "upside down"
    assert (right - left, bottom - top) == pytest.approx((0.92, 0.92))
    assert low.get_array().shape == (7, 7)
    assert len(axis.images) == len(axis.patches) == 8
    assert first.get_clim() == (0, 1)
    assert axis.images[5].get_clim() == (-1, 1)


def test_errors_by_class_are_numbers_on_grey():
    errors = {"28 x 28": np.arange(10.0), "4 x 4": np.linspace(40, 22, 10)}
    words = plots.show_class_errors(errors, tuple("0123456789"))
    assert words == (
        "Errors by class in percent. 28 x 28: fewest for 0 (0.0), most for 9 (9.0); "
        "4 x 4: fewest for 9 (22.0), most for 0 (40.0)."
    )
    axis = plt.gcf().axes[0]
    texts = {text.get_position(): text for text in axis.texts}
    assert len(texts) == 20
    assert texts[3, 0].get_text() == "3.0"
    # Dark cells have light numbers.
    assert texts[3, 0].get_color() == "black"
    assert texts[0, 1].get_color() == "white"
    assert [t.get_text() for t in axis.get_yticklabels()] == ["28 x 28", "4 x 4"]
