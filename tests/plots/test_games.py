import matplotlib.pyplot as plt
import pytest

from msgan_lib import plots

pytestmark = pytest.mark.usefixtures("headless")


def axes():
    return plt.gcf().axes


def test_lines_have_a_panel_for_each_y_and_one_legend():
    words = plots.show_lines(
        [0.0, 1.0, 2.0],
        {
            "loss": {"a": [3, 2, 1], "b": [1, 1, 1]},
            "slope": {"a": [-1, -1, -1], "b": [0, 0, 0]},
        },
        "logit",
    )
    left, right = axes()
    assert (left.get_xlabel(), left.get_ylabel()) == ("logit", "loss")
    assert [len(axis.lines) for axis in (left, right)] == [2, 2]
    styles = {(line.get_linestyle(), line.get_marker()) for line in left.lines}
    assert len(styles) == 2  # told apart in grey
    (legend,) = plt.gcf().legends
    assert [text.get_text() for text in legend.get_texts()] == ["a", "b"]
    assert words == (
        "From logit 0 to 2. loss: a from 3 to 1, b from 1 to 1; slope: a from "
        "-1 to -1, b from 0 to 0."
    )


def test_panels_with_other_curves_have_legends_of_their_own():
    plots.show_lines([0, 1], {"distance": {"a": [1, 2]}, "loss": {"b": [3, 4]}}, "step")
    legends = [axis.get_legend().get_texts() for axis in axes()]
    assert [[text.get_text() for text in texts] for texts in legends] == [["a"], ["b"]]
    assert not plt.gcf().legends


def test_quality_has_every_seed_as_a_dot_and_a_line_through_the_means():
    curves = {
        "game_hinge": [{10.0: 400.0, 40.0: 100.0}, {20.0: 300.0, 80.0: 80.0}],
        "another_game": [{10.0: 200.0, 40.0: 70.0}],
    }
    words = plots.show_quality_by_seconds(curves)
    (axis,) = axes()
    assert axis.get_xscale() == axis.get_yscale() == "log"
    *seeds, mean = axis.lines[:3]
    assert [seed.get_linestyle() for seed in seeds] == ["None", "None"]
    assert mean.get_xydata().tolist() == [[15, 350], [60, 90]]
    assert "another game 70 (70 to 70)." in words
    assert "90 (80 to 100)" in words


def test_rates_are_ticks_and_each_method_is_a_curve():
    words = plots.show_rates({"game_hinge": {1e-3: 166.0, 4e-3: 70.0}})
    (axis,) = axes()
    assert axis.lines[0].get_xydata().tolist() == [[0.001, 166], [0.004, 70]]
    assert axis.get_xticks().tolist() == [0.001, 0.004]
    assert words.endswith("166 at 0.001, 70 at 0.004.")


def test_losses_and_quality_of_each_game_are_dots_with_their_ranks_in_words():
    games = {
        "game_hinge": [(0.1, 1.0, 100.0), (0.2, 0.5, 90.0)],
        "another_game": [(0.3, 0.7, 70.0)],
    }
    words = plots.show_losses_and_quality(games)
    left, right = axes()
    assert left.lines[0].get_xydata().tolist() == [[0.1, 100], [0.2, 90]]
    assert right.lines[1].get_xydata().tolist() == [[0.7, 70]]
    assert words == (
        "3 games of 2 kinds. Rank correlation of the Fréchet distance with the "
        "discriminator's loss -1.00, with the generator's loss +0.50."
    )


def test_where_nothing_is_recorded_nothing_is_drawn():
    assert plots.show_quality_by_seconds({}) == "There is nothing to draw."
    assert plots.show_rates({}) == "There is nothing to draw."
    assert plots.show_losses_and_quality({}) == "There is nothing to draw."
    few = {"game_hinge": [(0.1, 1.0, 100.0)]}
    assert plots.show_losses_and_quality(few) == "1 games of 1 kinds."
