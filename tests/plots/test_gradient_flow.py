import matplotlib.pyplot as plt
import pytest

from msgan_lib import plots
from msgan_lib.training.gradient_flow import ParameterFlow

pytestmark = pytest.mark.usefixtures("headless")

STEP = [
    ParameterFlow("discriminator", "weight", 4, 0.25, 0.5, 0.125),
    ParameterFlow("generator", "weight", 4, 0.75, 0.0, 0.0),
    ParameterFlow("generator", "bias", 2, 0.0, 0.0, 0.0),
]


def test_each_step_has_a_table_with_a_row_a_parameter():
    words = plots.show_gradient_flow({"D step": STEP, "again": STEP})
    left, right = plt.gcf().axes
    assert [axis.get_title() for axis in (left, right)] == ["D step", "again"]
    rows = [label.get_text() for label in left.get_yticklabels()]
    assert rows == ["DISCRIMINATOR", "weight", "GENERATOR", "weight", "bias"]
    texts = {text.get_position(): text.get_text() for text in left.texts}
    assert texts == {(0, 1): "0.25", (1, 1): "0.5", (2, 1): "0.12", (0, 3): "0.75"}
    shades = left.images[0].get_array()
    assert shades[1, 1] > shades[1, 2] > shades[1, 0] > 0  # told apart in grey
    assert (shades[[0, 2, 4]] == 0).all()
    assert words.startswith(
        "D step: discriminator: 1 of 1 parameters got a gradient (1 on top of an old "
        "one), 1 moved. generator: 1 of 2 parameters got a gradient, none moved. again:"
    )
