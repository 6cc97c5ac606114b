import matplotlib.pyplot as plt
import pytest

from msgan_lib import plots
from msgan_lib.ground.errors import CourseError
from msgan_lib.plots.boxes import GRADIENTS

pytestmark = pytest.mark.usefixtures("headless")

LABELS = {
    **{"z": (64,), "generator": "DenseGenerator", "x_fake": (1, 28, 28)},
    **{"x_real": (1, 28, 28), "discriminator": "StridedDiscriminator"},
    **{"logits_fake": "(batch,)", "logits_real": "(batch,)"},
    **{"discriminator_loss": "log 2 at a\ncoin toss", "generator_loss": "of fakes"},
}


def said():
    return [text.get_text() for text in plt.gcf().axes[0].texts]


def gradient_arrows():
    """Return from where to where the gradients' arrows lead, from right to left."""
    arrows = [
        (round(text.xyann[0], 2), round(text.xy[0], 2))
        for text in plt.gcf().axes[0].texts
        if getattr(text, "arrow_patch", None)
        and text.arrowprops["color"] == GRADIENTS["color"]
    ]
    return sorted(arrows, reverse=True)


def hatched():
    """Return the middles of the boxes whose weights are moved, or get a gradient."""
    return [
        round(b.get_x() + b.get_width() / 2, 2)
        for b in plt.gcf().axes[0].patches
        if b.get_hatch()
    ]


@pytest.mark.parametrize("labels", [None, LABELS], ids=["plain", "labelled"])
@pytest.mark.parametrize("lengths", [None, (0.1, 0.2, 0.0)])
def test_no_text_lies_on_another(labels, lengths, assert_texts_apart):
    measured = {"generator": lengths, "discriminator": lengths}
    gradients = lengths and {"discriminator": measured, "generator": measured}
    plots.show_game(labels=labels, gradients=gradients)
    assert_texts_apart()


def test_the_discriminators_step_stops_at_detach():
    words = plots.show_game("discriminator")
    assert words == (
        "Discriminator step: the generator makes x_fake of z, the discriminator reads "
        "it and x_real, and the discriminator's loss reads its logits. The gradient "
        "goes back into the discriminator and stops before x_fake (generator: no "
        "gradient, discriminator: learns)."
    )
    assert "detach" in said()
    assert any(text.endswith("weights that the step moves") for text in said())
    assert hatched() == [5.3]
    # Both rows from the loss to the discriminator, then to the bar.
    assert len(gradient_arrows()) == 5
    assert all(start > end for start, end in gradient_arrows())
    assert min(gradient_arrows())[1] > 3.9


def test_the_generators_step_goes_through_the_frozen_discriminator():
    words = plots.show_game(["generator"])
    assert "x_real" not in words
    assert words.endswith(
        "The gradient goes back through the discriminator into the generator "
        "(generator: learns, discriminator: passes it on, does not move)."
    )
    assert "detach" not in said()
    assert not any(text.startswith("x_real") for text in said())
    assert hatched() == [1.9]
    assert len(gradient_arrows()) == 4
    assert min(gradient_arrows())[1] < 2.6


def test_both_steps_are_drawn_with_their_labels():
    words = plots.show_game(labels=LABELS)
    assert words.index("Discriminator step") < words.index("Generator step")
    texts = said()
    assert texts.count("z\n(64,)") == 2
    assert texts.count("x_real\n(1, 28, 28)") == 1
    assert "discriminator's\nloss\nlog 2 at a\ncoin toss" in texts
    assert "generator's\nloss\nof fakes" in texts


def test_a_missing_detach_is_seen_in_measured_gradients():
    words = plots.show_game(
        "discriminator",
        gradients={"discriminator": {"generator": 0.031, "discriminator": 1.5}},
    )
    assert "detach" not in said()
    assert "through the discriminator into the generator (generator: gradient" in words
    assert "gradient 0.031, discriminator: gradient 1.5" in words
    assert any(text.endswith("weights that get a gradient") for text in said())
    assert hatched() == [1.9, 5.3]
    assert len(gradient_arrows()) == 6


def test_parameters_share_the_box():
    words = plots.show_game(
        "generator",
        gradients={"generator": {"generator": [0.0, 0.1, 0.2], "discriminator": [0.0]}},
    )
    assert "generator: 2 of 3 parameters get a gradient" in words
    assert "discriminator: 0 of 1 parameters get a gradient" in words
    assert hatched() == pytest.approx([1.9, 1.9 + 1.35 / 3], abs=0.01)


def test_a_gradient_that_reaches_nobody_is_cut_at_the_loss():
    words = plots.show_game(
        "generator",
        gradients={"generator": {"generator": False, "discriminator": 0.0}},
    )
    assert "The gradient reaches neither network" in words
    assert "cut" in said()
    assert gradient_arrows() == hatched() == []


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            {"steps": ["judge"]},
            "no step 'judge'; choose among discriminator, generator",
        ),
        ({"labels": {"loss": "x"}}, "no part 'loss'; choose among z, generator"),
        ({"gradients": {"both": {}}}, "no step 'both'"),
        ({"gradients": {"generator": {"G": 1.0}}}, "no network 'G'"),
    ],
)
def test_other_names_are_refused(given, message):
    with pytest.raises(CourseError, match=message):
        plots.show_game(**given)
