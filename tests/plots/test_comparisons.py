import matplotlib.pyplot as plt
import numpy as np
import pytest

from msgan_lib import plots

pytestmark = pytest.mark.usefixtures("headless")


def test_errors_against_seconds_show_every_draw_and_the_means():
    errors = {"with_gan": [1.0, 3.0], "without": [4.0, 6.0]}
    seconds = {"with_gan": [100.0, 300.0], "without": [10.0, 30.0]}
    words = plots.show_errors_and_seconds(errors, seconds)
    assert words == (
        "Mean test errors in percent and CPU seconds: with gan 2.00 in 200 s; "
        "without 5.00 in 20 s."
    )
    lines = plt.gcf().axes[0].lines
    assert [list(line.get_xdata()) for line in lines] == [
        [100, 300], [200], [10, 30], [20],
    ]  # fmt: skip
    assert [list(line.get_ydata()) for line in lines] == [[1, 3], [2], [4, 6], [5]]
    ticks = [label.get_text() for label in plt.gcf().axes[0].get_xticklabels()]
    assert ticks == ["10", "20", "50", "100", "200"]
    markers = [line.get_marker() for line in lines]
    assert markers[0] == markers[1] != markers[2]  # readable in grey


def test_differences_have_a_marker_a_draw_and_the_interval_of_the_mean():
    words = plots.show_differences({"the_game": [-1.0, -2.0, -3.0], "noise": [0.5]})
    assert words == (
        "Mean differences in points, with 95 % intervals: "
        "the game -2.00 (-4.48 to +0.48); noise +0.50."
    )
    whole, close = plt.gcf().axes
    assert [t.get_text() for t in whole.get_yticklabels()] == ["noise", "the game"]
    for axis in (whole, close):
        drawn = [line for line in axis.lines if len(line.get_xdata()) == 1]
        shown = sorted(float(np.ravel(line.get_xdata())[0]) for line in drawn)
        assert shown == [-3, -2, -2, -1, 0.5]  # three draws, their mean, one draw
    low, high = whole.get_xlim()
    assert low < -4.48 < 0.5 < high
    assert close.get_xlim() == (-0.3, 0.3)


def test_what_was_not_recorded_is_left_out():
    words = plots.show_differences({"game": [], "noise": [0.5]})
    assert words.endswith("intervals: noise +0.50.")
    plt.close()
    nothing = "There is nothing to draw."
    assert plots.show_differences({"game": []}) == plots.show_draws({}) == nothing
    assert not plt.get_fignums()
