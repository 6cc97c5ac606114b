import matplotlib.pyplot as plt
import torch

from msgan_lib import plots
from msgan_lib.training.exhibits import Outcome

HISTORY = [
    {"round": 10, "discriminator": 0.4, "generator": 1.0, "measure": 3.0},
    {"round": 20, "discriminator": 0.2, "generator": 2.0, "measure": 7.0},
]


def test_a_picture_has_images_measure_and_losses_of_both_games():
    better = [entry | {"measure": 9.0} for entry in HISTORY]
    images = torch.rand(9, 1, 28, 28)
    words = plots.show_exhibit(
        {"broken": Outcome(images, {}, HISTORY), "cured": Outcome(images, {}, better)},
        "kinds",
        "A fault",
    )
    figure = plt.gcf()
    lines = [line for axis in figure.axes for line in axis.lines]
    assert [len(axis.images) for axis in figure.axes] == [1, 1, 0, 0]
    assert figure.axes[0].images[0].get_array().shape == (28, 8 * 30)
    assert len({(line.get_linestyle(), line.get_marker()) for line in lines}) >= 4
    assert "with the fault 7" in words
    assert "cured 9" in words
    assert words.startswith("A fault. At the end, kinds:")
    plt.close("all")
