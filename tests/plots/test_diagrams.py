import matplotlib.pyplot as plt
import pytest
import torch
from matplotlib.colors import to_rgba
from torch import nn

from msgan_lib import plots
from msgan_lib.ground.errors import CourseError
from msgan_lib.networks.classifiers import DeepCNN
from msgan_lib.networks.discriminators import Discriminator, MLPDiscriminator
from msgan_lib.networks.feature_pyramid import TopDownCNN
from msgan_lib.networks.generators import ConvGenerator, Generator
from msgan_lib.plots.boxes import FILLED
from msgan_lib.plots.telling import WIDEST

pytestmark = pytest.mark.usefixtures("headless")

RING = nn.Sequential(
    nn.Linear(2, 128), nn.ReLU(), nn.Linear(128, 128), nn.ReLU(), nn.Linear(128, 1)
)
DENSE = nn.Sequential(
    nn.Linear(64, 256), nn.ReLU(), nn.Linear(256, 784), nn.Sigmoid(),
    nn.Unflatten(1, (1, 28, 28)),
)  # fmt: skip


class Heads(nn.Module):
    """A real logit from every level."""

    def __init__(self):
        super().__init__()
        self.convolutions = nn.ModuleList(
            nn.Conv2d(i, o, 3, 2, 1) for i, o in ((1, 16), (16, 32), (32, 64))
        )
        self.heads = nn.ModuleList(nn.Conv2d(c, 1, 1) for c in (16, 32, 64))

    def forward(self, x):
        logits = []
        for convolution, head in zip(self.convolutions, self.heads, strict=True):
            x = convolution(x).relu()
            logits.append(head(x).mean(dim=(1, 2, 3)))
        return torch.stack(logits).mean(dim=0)


def boxes():
    return plt.gcf().axes[0].patches


def said():
    return [text.get_text() for text in plt.gcf().axes[0].texts]


@pytest.mark.parametrize(
    ("network", "shape"),
    [
        (DENSE, (64,)),
        (RING, (2,)),
        (Generator(), (100,)),
        (ConvGenerator(), (100,)),
        (Discriminator(), (1, 28, 28)),
        (MLPDiscriminator(), (1, 28, 28)),
        (DeepCNN(), (1, 28, 28)),
        (Heads(), (1, 28, 28)),
    ],
    ids=lambda value: type(value).__name__,
)
@pytest.mark.parametrize("title", ["", "A network"])
def test_no_text_lies_on_another(network, shape, title, assert_texts_apart):
    plots.show_network(network, shape, ("z", "real logit"), title)
    assert plt.gcf().get_figwidth() <= WIDEST
    assert_texts_apart()


def test_pixels_and_channels_are_explained_where_there_are_any():
    plots.show_network(RING, (2,))
    assert "width: how many numbers; filled: has weights" in said()
    plots.show_network(DENSE, (64,))
    assert "height: pixels a side; width: channels; filled: has weights" in said()


def test_a_network_is_told_from_left_to_right():
    words = plots.show_network(DENSE, (64,), ("z", "x_fake"), "dense")
    assert words == (
        "dense: From z (64,) to x_fake: linear, ReLU: (256,); linear, sigmoid, "
        "reshape: (1, 28, 28)."
    )
    assert {"z", "(64,)", "linear\nReLU", "(256,)", "x_fake", "dense"} < set(said())
    z, hidden, image = boxes()
    assert z.get_x() < hidden.get_x() < image.get_x()
    assert z.get_facecolor() != hidden.get_facecolor() == to_rgba(FILLED["facecolor"])
    assert image.get_height() > hidden.get_height()  # pixels a side
    assert image.get_width() < z.get_width() < hidden.get_width()  # channels


def test_levels_hang_below_the_row_and_are_joined():
    words = plots.show_network(Discriminator(), (1, 28, 28), ("x", "class logits"))
    assert words.endswith(
        "side by side, linear: (10,). Besides, levels are read: (16, 28, 28) by max "
        "pool to 4 x 4; (32, 14, 14) by max pool to 4 x 4; (64, 7, 7) by max pool to "
        "7 x 7; (64, 7, 7) by max pool to 4 x 4."
    )
    middles = [b.get_x() + b.get_width() / 2 for b in boxes()]
    row, hung = boxes()[:6], boxes()[6:]
    assert [b.get_y() + b.get_height() / 2 for b in row] == pytest.approx([0] * 6)
    assert middles[6:] == pytest.approx(middles[1:5])
    assert len({b.get_y() + b.get_height() for b in hung}) == 1
    assert all(b.get_y() + b.get_height() < min(r.get_y() for r in row) for b in hung)


def test_each_level_may_have_its_own_head():
    words = plots.show_network(Heads(), (1, 28, 28))
    assert words.endswith(
        "side by side, average: one number. Besides, levels are read: (16, 14, 14) by "
        "1 x 1 convolution, average; (32, 7, 7) by 1 x 1 convolution, average; "
        "(64, 4, 4) by 1 x 1 convolution, average."
    )
    filled = [b.get_facecolor() == to_rgba(FILLED["facecolor"]) for b in boxes()]
    assert filled == [False, True, True, True, False, True, True, True]


def test_a_level_may_be_read_as_it_is():
    class Skip(nn.Module):
        def __init__(self):
            super().__init__()
            self.first, self.second = nn.Linear(4, 4), nn.Linear(4, 4)

        def forward(self, x):
            x = self.first(x).relu()
            return x + self.second(x).relu()

    words = plots.show_network(Skip(), (4,))
    assert words.endswith("sum: (4,). Besides, levels are read: (4,) as it is.")
    assert len(boxes()) == 4


def test_what_does_not_fit_is_named(assert_texts_apart):
    with pytest.raises(CourseError, match="TopDownCNN is too entangled"):
        plots.show_network(TopDownCNN(), (1, 28, 28))
    layers = [nn.Linear(4, 4) for _ in range(10)]
    with pytest.raises(CourseError, match=r"Sequential has 10 layers .* 9 fit"):
        plots.show_network(nn.Sequential(*layers), (4,))
    plots.show_network(nn.Sequential(*layers[1:]), (4,))
    assert_texts_apart()
