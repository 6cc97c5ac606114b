import matplotlib.pyplot as plt
import pytest
import torch
from matplotlib.text import Annotation

from msgan_lib import plots
from msgan_lib.networks.multiscale_generators import (
    LaplacianGenerator,
    MultiScaleGenerator,
)
from msgan_lib.networks.pyramid_discriminators import StridedPyramidDiscriminator
from msgan_lib.plots.boxes import GRADIENTS

pytestmark = pytest.mark.usefixtures("headless")


def arrows():
    texts = [text for text in plt.gca().texts if isinstance(text, Annotation)]
    looks = [text.arrowprops for text in texts]
    back = sum(look["color"] == GRADIENTS["color"] for look in looks)
    return len(looks) - back, back


@pytest.mark.parametrize(
    ("network", "forward", "back"),
    [(MultiScaleGenerator, 12, 12), (LaplacianGenerator, 14, 14)],
)
def test_each_image_is_drawn_with_its_way_there_and_back(network, forward, back):
    torch.manual_seed(0)
    generator = network().train()
    words = plots.show_levels_game(generator, StridedPyramidDiscriminator())
    assert arrows() == (forward, back)  # the logit's too
    assert "an image: (1, 7, 7), (1, 14, 14), (1, 28, 28)" in words.replace("\n", " ")
    assert ("enlarged" in words) is (network is LaplacianGenerator)
    assert generator.training


def test_a_table_of_gradients_leaves_what_is_0_blank():
    words = plots.show_level_gradients({"coarse": [0.5, 0.25], "fine": [0.0, 2.0]})
    texts = {text.get_position(): text.get_text() for text in plt.gca().texts}
    assert texts == {(0, 0): "0.5", (1, 0): "0.25", (0, 1): "", (1, 1): "2"}
    assert [t.get_text() for t in plt.gca().get_xticklabels()] == [
        "7 pixels",
        "14 pixels",
    ]
    assert words.endswith("coarse 0.5, 0.25; fine 0, 2.")
