import matplotlib.pyplot as plt
import pytest
import torch
from matplotlib.patches import Circle, Rectangle

from msgan_lib import plots
from msgan_lib.plots.measures import noticed

pytestmark = pytest.mark.usefixtures("headless")

REAL = {
    **{"frechet_distance": 3.0, "precision": 0.9, "recall": 0.9},
    **{"density": 1.0, "coverage": 0.97},
}


@pytest.mark.parametrize(
    ("measure", "value", "reference", "said"),
    [
        ("recall", 0.7, 0.9, -1),
        ("recall", 0.85, 0.9, 0),
        ("density", 1.2, 1.0, 1),
        ("frechet_distance", 7, 3, -1),
        ("frechet_distance", 5, 3, 0),
        ("frechet_distance", 1, 3, 1),
        ("GAN-train", 0, 0, 0),
    ],
)
def test_what_is_noticed(measure, value, reference, said):
    assert noticed(measure, value, reference) == said


def test_a_table_of_measures_is_grey_where_worse_and_framed_where_better():
    blurred = REAL | {"frechet_distance": 80.0, "recall": 0.2, "density": 1.3}
    words = plots.show_measures(
        {"new images": REAL, "blur": blurred, "copies": dict(REAL)}
    )
    (axis,) = plt.gcf().axes
    filled = [each.get_fill() for each in axis.patches]
    assert sorted(filled) == [False, True, True]
    assert all(isinstance(each, Rectangle) for each in axis.patches)
    assert len(axis.texts) == 15
    assert words == (
        "Fréchet distance, precision, recall, density, coverage: new images 3, 0.90, "
        "0.90, 1.00, 0.97; blur 80 (worse), 0.90, 0.20 (worse), 1.30 (better), 0.97; "
        "copies 3, 0.90, 0.90, 1.00, 0.97."
    )


def test_neighbourhoods_are_circles_and_say_the_measures():
    real = torch.tensor([[0.0, 0.0], [1.0, 0.0], [5.0, 0.0], [5.0, 1.0]]).double()
    fake = torch.tensor([[0.5, 0.0], [0.4, 0.1], [9.0, 9.0]]).double()
    words = plots.show_neighbourhoods(real, fake, k=1)
    (axis,) = plt.gcf().axes
    circles = [each for each in axis.patches if isinstance(each, Circle)]
    assert {each.get_radius() for each in circles} == {1.0}
    names = [line.get_label() for line in axis.lines]
    assert names == [
        "real, covered", "real, not covered", "generated, inside", "generated, outside",
    ]  # fmt: skip
    assert [len(line.get_xdata()) for line in axis.lines] == [2, 2, 2, 1]
    styles = {(line.get_marker(), line.get_fillstyle()) for line in axis.lines}
    assert len(styles) == 4  # told apart in grey
    assert "2 of them covered; 3 generated points, 2 of them inside" in words
    assert "coverage 0.50" in words


def test_spoilt_images_stand_above_their_measures():
    values = REAL | {"recall": 0.3}
    words = plots.show_spoilt(torch.rand(12, 1, 28, 28), values, REAL, "noise")
    axes = plt.gcf().axes
    images, bars = axes[:10], axes[10:]
    assert all(len(axis.images) == 1 for axis in images)
    assert [len(axis.patches) for axis in bars] == [1, 4]
    assert [bar.get_width() for bar in bars[1].patches] == [0.9, 0.3, 1.0, 0.97]
    assert words.startswith("noise: Fréchet distance 3 (real 3), precision 0.9")
    assert "recall 0.3 (real 0.9)" in words


def test_one_measure_against_the_others_says_how_ranks_agree():
    sets = {
        name: {"recall": recall, "frechet_distance": far, "GAN-train": error}
        for name, recall, far, error in (
            *(("a", 0.9, 10.0, 3.0), ("b", 0.8, 90.0, 4.0), ("c", 0.1, 50.0, 50.0)),
            ("d", 0.5, 60.0, 9.0),
        )
    }
    kinds = {"a": "games", "b": "games", "c": "games", "d": "another"}
    words = plots.show_against(sets, "GAN-train", kinds, "GAN-train (%)")
    left, right = plt.gcf().axes
    assert (left.get_xlabel(), right.get_xlabel()) == ("recall", "Fréchet distance")
    assert [len(line.get_xdata()) for line in left.lines] == [3, 1]
    assert (left.get_xscale(), right.get_xscale()) == ("linear", "log")
    assert words == (
        "4 sets of images. Rank correlation with GAN-train (%): recall -1.00, Fréchet "
        "distance +0.20."
    )
