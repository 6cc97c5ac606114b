import matplotlib.pyplot as plt
import pytest
import torch

from msgan_lib import plots

pytestmark = pytest.mark.usefixtures("headless")


def axes():
    return plt.gcf().axes


def test_greys_are_counted_over_all_images_and_the_first_are_drawn():
    x_real, x_fake = torch.zeros(6, 1, 8, 8), torch.full((6, 1, 8, 8), 0.1)
    x_real[5] = 1.0
    words = plots.show_greys(x_real, x_fake, 4)
    assert words == (
        "In 4 greys 83.3 % of the pixels of real images are exactly 0 and 100.0 % of "
        "the pixels of generated images are exactly 0."
    )
    counts, *images = axes()
    assert len(images) == 8
    real, fake = counts.get_lines()
    assert real.get_ydata() == pytest.approx([500 / 6, 1e-3, 1e-3, 100 / 6])
    assert fake.get_ydata() == pytest.approx([100, 1e-3, 1e-3, 1e-3])
    assert "0.0 % of the pixels of generated" in plots.show_greys(x_real, x_fake, 256)


def test_recognised_images_have_a_marker_a_seed():
    words = plots.show_recognised({"one level": [80.0, 82.0], "all": [90.0]})
    assert words == (
        "New images recognised, in percent: one level 80.0 to 82.0; all 90.0."
    )
    (axis,) = axes()
    names = [label.get_text() for label in axis.get_yticklabels()]
    rows = {
        line.get_xdata()[0]: round(line.get_ydata()[0]) for line in axis.get_lines()
    }
    assert [names[rows[x]] for x in (80, 82, 90)] == ["one level", "one level", "all"]


def test_recognised_images_by_greys():
    words = plots.show_recognised_by_greys({"counts": {2: 55.0, 256: 99.6}})
    assert words == "New images recognised, in percent: counts 100 with 256, 55 with 2."
    line = axes()[0].get_lines()[0]
    assert dict(zip(*line.get_data(), strict=True)) == {256: 99.6, 2: 55.0}


def test_answers_are_drawn_as_shares():
    words = plots.show_answers({"sure": torch.tensor([0.99, 0.99, 0.01, 0.99])})
    assert words == "P(real): sure: mean 0.75, standard deviation 0.49."
    heights = axes()[0].get_lines()[0].get_ydata()
    assert heights[0] == 25
    assert heights[-1] == 75
    assert heights.sum() == 100
