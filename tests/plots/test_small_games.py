import matplotlib.pyplot as plt
import pytest
import torch

from msgan_lib import plots
from msgan_lib.ground.errors import CourseError
from msgan_lib.small_games import Moment, dirac_path, ring_centres

pytestmark = pytest.mark.usefixtures("headless")


def axes():
    return plt.gcf().axes


def moment(step=3, points=None, arrows=None):
    points = ring_centres() if points is None else points
    surface = torch.linspace(0, 1, 9).view(3, 3)
    arrows = torch.zeros_like(points) if arrows is None else arrows
    return Moment(step, points, arrows, surface)


def test_the_dirac_game_is_told_by_where_its_paths_end():
    words = plots.show_dirac_game(["wasserstein", "non_saturating"], num_steps=10)
    assert words.startswith(
        "From 1.41 away from the centre, after 10 steps: Wasserstein 1.72 at the same "
        "time and "
    )
    assert [axis.get_title() for axis in axes()] == ["Wasserstein", "non-saturating"]
    same_time, in_turn = axes()[0].lines[:2]
    assert same_time.get_xydata() == pytest.approx(
        dirac_path("wasserstein", num_steps=10).numpy()
    )
    assert same_time.get_linestyle() != in_turn.get_linestyle()
    assert same_time.get_linewidth() != in_turn.get_linewidth()


def test_arrows_of_the_dirac_game_are_its_descent():
    plots.show_dirac_game(["wasserstein"], damping=0.5, num_steps=1)
    (quiver,) = axes()[0].collections
    theta, psi = quiver.XY.T
    assert quiver.U * (-theta - 0.5 * psi) == pytest.approx(quiver.V * psi, abs=1e-6)


def test_radii_are_told_with_the_names_that_readers_know():
    paths = {"non_saturating": torch.tensor([[3.0, 4.0]] * 2), "b": torch.ones(2, 2)}
    words = plots.show_radii(paths)
    assert words == (
        "Distance from the centre after the last step: non-saturating 5.00; b 1.41."
    )
    assert axes()[0].get_yscale() == "log"
    assert axes()[0].lines[0].get_ydata().tolist() == [5, 5]


def test_verdicts_are_compared_where_points_lie():
    x = torch.tensor([-1.0, 0.0, 1.0])
    real, fake = torch.tensor([0.0, 1.0, 3.0]), torch.tensor([3.0, 1.0, 0.0])
    words = plots.show_verdicts(x, real, fake, torch.tensor([0.0, 0.9, 1.0]))
    # Off by 0.4 at the place that has 2 of 8.
    assert words == (
        "Where points lie, the learned P(real) is 0.100 from the exact one on average; "
        "the exact one is nearest to one half at x = 0.00."
    )
    assert axes()[1].lines[0].get_ydata().tolist() == [0, 0.5, 1]


def test_gradients_are_drawn_by_their_size():
    logits = torch.tensor([-2.0, 2.0])
    words = plots.show_gradients_by_logit({"a": torch.tensor([-0.9, 0.1])}, logits)
    assert words == "Size of the gradient at the logit -2: a 0.9000."
    assert axes()[0].lines[0].get_ydata() == pytest.approx([0.9, 0.1])


def test_clouds_share_their_scale():
    near, far = torch.tensor([[0.0, 1.0], [0.0, 2.0], [0.0, -1.0]]), torch.ones(2, 2)
    words = plots.show_points({"near": near, "far": far})
    assert words == (
        "near: 3 points, half of them within 1.00 of the middle, none beyond 2.00; "
        "far: 2 points, half of them within 1.41 of the middle, none beyond 1.41."
    )
    assert {axis.get_xlim() for axis in axes()} == {(-3, 3)}


def test_moments_stand_side_by_side():
    words = plots.show_moments([moment(0, torch.zeros(4, 2)), moment(1_500)])
    assert words == (
        "After step 0: 0 of 8 centres reached and 0 % of the points near one. After "
        "step 1,500: 8 of 8 centres reached and 100 % of the points near one."
    )
    assert [axis.get_title() for axis in axes()] == ["step 0", "step 1,500"]
    with pytest.raises(CourseError, match="no moment"):
        plots.show_moments([])


def test_a_moment_is_drawn_and_told():
    arrows = torch.tensor([[3.0, 0.0]] * 8)
    words = plots.show_moment(moment(arrows=arrows))
    assert words == (
        "Step 3: 8 of 8 centres reached and 100 % of the points near one. The "
        "discriminator's P(real) goes from 0.00 to 1.00; the points' arrows are 3.00 "
        "long on average."
    )
    (image,) = axes()[0].images
    assert image.get_array()[0, 0] == 0  # the top row of the surface at the top
    assert image.origin == "upper"
    quiver = axes()[0].collections[-1]
    assert pytest.approx([0.9 * 3 / 3.15] * 8) == quiver.U  # longer ones fit as well
    assert not quiver.V.any()
    circles = axes()[0].patches
    assert [circle.radius for circle in circles] == pytest.approx([0.3] * 8)
    assert axes()[1].get_ylim() == (0, 1)  # P(real)'s colours


def test_a_flat_verdict_has_no_line():
    flat = moment()._replace(surface=torch.full((3, 3), 0.7))
    words = plots.show_moment(flat)
    assert "P(real) goes from 0.70 to 0.70" in words
