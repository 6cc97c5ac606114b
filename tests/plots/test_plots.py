import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch
from matplotlib.text import Text

from msgan_lib import plots
from msgan_lib.pyramid import laplacian_pyramid

pytestmark = pytest.mark.usefixtures("headless")

x = torch.rand(12, 1, 28, 28, generator=torch.Generator().manual_seed(0))
names = tuple("0123456789")
history = [
    {
        "step": 10,
        "loss": 2.0,
        "development_loss": 2.2,
        "development_error_percent": 80.0,
    },
    {
        "step": 20,
        "loss": 1.0,
        "development_loss": 1.5,
        "development_error_percent": 20.0,
    },
]


def axes():
    return plt.gcf().axes


def test_images_are_drawn_in_order_with_dark_ink():
    words = plots.show_images(x, titles=[str(i) for i in range(12)], title="twelve")
    assert words == "twelve: 12 images of 28 x 28 pixels, 10 in a row."
    drawn = [axis for axis in axes() if axis.images]
    assert len(drawn) == 12
    assert drawn[11].get_title() == "11"
    assert np.array_equal(drawn[3].images[0].get_array(), x[3, 0].numpy())
    assert drawn[0].images[0].get_clim() == (0, 1)  # no image is stretched by itself


def test_a_sheet_holds_every_image_row_by_row():
    words = plots.show_sheet(x[:12], columns=5)
    assert words == "12 images of 28 x 28 pixels, 5 in a row."
    (axis,) = axes()
    sheet = axis.images[0].get_array()
    assert sheet.shape == (3 * 30, 5 * 30)
    assert np.array_equal(sheet[31:59, 61:89], x[7, 0].numpy())  # row 1, column 2
    assert not sheet[60:, 60:].any()  # nothing in the places of three more
    assert axis.images[0].get_clim() == (0, 1)


def test_a_laplacian_pyramid_is_grey_at_zero():
    words = plots.show_pyramid(laplacian_pyramid(x[:1], 3), "details")
    assert words == "details: 3 levels with sides 28, 14, 7."
    assert axes()[0].images[0].get_clim() == (-1, 1)


def test_a_history_says_first_and_last_values():
    words = plots.show_history({"a": history, "b": history})
    assert words == "error on development images (%): a from 80 to 20; b from 80 to 20."
    assert "20" in [tick.get_text() for tick in axes()[0].get_yticklabels()]
    styles = [line.get_linestyle() + line.get_marker() for line in axes()[0].lines]
    assert len(set(styles)) == 2  # readable in grey


def test_errors_with_intervals():
    words = plots.show_errors({"a": 1.0, "b": 2.5}, {"a": (0.8, 1.2), "b": (2.2, 2.8)})
    assert "a 1.00 (0.80 to 1.20); b 2.50 (2.20 to 2.80)" in words
    assert [t.get_text() for t in axes()[0].get_yticklabels()] == ["b", "a"]


@pytest.mark.parametrize(
    ("show", "numbers"),
    [
        (plots.show_history, [history]),
        (plots.show_errors, [1.0, (0.8, 1.2)]),
        (plots.show_draws, [[6.0]]),
        (plots.show_error_curves, [{20: [6.0]}]),
        (plots.show_errors_and_seconds, [[6.0], [20.0]]),
    ],
)
def test_a_method_is_shown_by_its_title(show, numbers):
    words = show(*({"plain_mlp_gan": of} for of in numbers))
    assert " plain MLP, GAN " in words
    shown = [text.get_text() for text in plt.gcf().findobj(Text)]
    assert "plain MLP, GAN" in shown


def test_every_draw_is_a_marker():
    words = plots.show_draws({"a_b": [6.0, 7.5], "c": [1.25, 1.0]})
    assert words.endswith("draws of labels: a b 6.00 to 7.50; c 1.00 to 1.25.")
    lines = axes()[0].lines
    assert [line.get_xdata()[0] for line in lines] == [1.25, 1.0, 6.0, 7.5]
    assert len({line.get_ydata()[0] for line in lines}) == 4  # none hides another
    assert [line.get_marker() for line in lines] == ["o", "s", "o", "s"]
    assert [t.get_text() for t in axes()[0].get_yticklabels()] == ["c", "a b"]


def test_real_above_generated():
    words = plots.show_real_and_fake(x[:5], x[5:])
    assert words == (
        "5 real images in the upper rows, 5 generated ones in the lower rows."
    )
    drawn = [i for i, axis in enumerate(axes()) if axis.images]
    assert drawn == [0, 1, 2, 3, 4, 20, 21, 22, 23, 24]


def test_wrong_answers_are_told_with_the_truth():
    words = plots.show_classified(x[:3], [1, 2, 3], [1, 7, 3], names, "some")
    assert words == "some: 3 classified images, 2 read as 7."
    assert [axis.get_title() for axis in axes()[:3]] == ["1", "7, not 2", "3"]
    assert plots.show_classified(x[:1], [1], [1], names).endswith("none wrong.")


def test_confusion_counts_mistakes_only():
    counts = np.diag(np.full(10, 900))
    counts[4, 9] = 7
    counts[9, 4] = 2
    words = plots.show_confusion(counts, names)
    assert words == "9 mistakes; the most frequent: 4 read as 9, 7 times."
    assert counts[0, 0] == 900  # the caller's matrix is left alone
