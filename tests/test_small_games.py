import math

import pytest
import torch
from torch import nn

from msgan_lib import small_games
from msgan_lib.ground.errors import CourseError
from msgan_lib.losses import (
    DISCRIMINATOR_LOSSES,
    GENERATOR_LOSSES,
    discriminator_loss,
    r1_penalty,
)
from msgan_lib.small_games import dirac_path, dirac_velocity, look, ring_scores


def radius(path):
    return path.norm(dim=1)


@pytest.mark.parametrize("loss", small_games.DIRAC_LOSSES)
@pytest.mark.parametrize(("a", "b"), [(1.0, 1.0), (-0.7, 2.0), (3.0, -0.2)])
def test_the_dirac_game_goes_down_the_gradients_of_its_losses(loss, a, b):
    theta = torch.tensor(a, dtype=torch.float64, requires_grad=True)
    psi = torch.tensor(b, dtype=torch.float64, requires_grad=True)
    logit = (psi * theta)[None]
    of_discriminator = 2 * discriminator_loss(0 * logit, logit)  # both kinds in whole
    if loss == "wasserstein":
        of_discriminator = DISCRIMINATOR_LOSSES[loss](0 * logit, logit)
    penalty = r1_penalty(lambda x: psi * x[:, 0], torch.zeros(2, 1).double())
    down = [
        *torch.autograd.grad(GENERATOR_LOSSES[loss](logit), theta, retain_graph=True),
        *torch.autograd.grad(of_discriminator + 0.3 * penalty, psi),
    ]
    velocity = torch.stack(dirac_velocity(a, b, loss, damping=0.3))
    torch.testing.assert_close(velocity, -torch.stack(down))


def test_a_field_is_computed_at_once():
    theta, psi = torch.rand(2, 5, 4, dtype=torch.float64)
    fields = dirac_velocity(theta, psi, "saturating", 0.1)
    assert [field.shape for field in fields] == [(5, 4), (5, 4)]
    alone = dirac_velocity(theta[2, 1], psi[2, 1], "saturating", 0.1)
    assert [field[2, 1].item() for field in fields] == [x.item() for x in alone]


@pytest.mark.parametrize(("lr", "num_steps"), [(0.1, 499), (0.5, 20)])
def test_the_bilinear_game_spirals_out_as_its_closed_form_says(lr, num_steps):
    lengths = radius(dirac_path("wasserstein", lr=lr, num_steps=num_steps))
    steps = torch.arange(num_steps + 1, dtype=torch.float64)
    torch.testing.assert_close(lengths, 2**0.5 * (1 + lr**2) ** (steps / 2))


def test_alternating_steps_keep_to_an_ellipse():
    theta, psi = dirac_path("wasserstein", lr=0.2, alternating=True).T
    kept = theta**2 + psi**2 - 0.2 * theta * psi
    torch.testing.assert_close(kept, torch.full_like(kept, 2 - 0.2))


@pytest.mark.parametrize("loss", small_games.DIRAC_LOSSES)
@pytest.mark.parametrize("alternating", [False, True])
def test_damping_brings_every_game_to_rest(loss, alternating):
    path = dirac_path(loss, alternating=alternating, damping=0.3)
    assert radius(path)[-1] < 0.01
    undamped = dirac_path(loss, alternating=alternating)
    assert radius(undamped)[-1] > 0.2


def test_an_alternating_step_is_the_discriminators_first():
    path = dirac_path("wasserstein", lr=0.5, num_steps=1, alternating=True)
    assert path.tolist() == [[1, 1], [1.25, 0.5]]
    path = dirac_path("wasserstein", lr=0.5, num_steps=1, start=(2, 1))
    assert path.tolist() == [[2, 1], [2.5, 0]]


def test_a_loss_that_the_dirac_game_lacks_is_named():
    with pytest.raises(CourseError, match="no loss 'hinge'; choose one of saturating"):
        dirac_path("hinge")


def test_the_ring_has_eight_different_centres():
    centres = small_games.ring_centres()
    assert centres.shape == (8, 2)
    torch.testing.assert_close(centres.norm(dim=1), torch.full((8,), 2.0))
    nearest = torch.cdist(centres, centres).fill_diagonal_(9).min(dim=1).values
    torch.testing.assert_close(nearest, torch.full((8,), 4 * math.sin(math.pi / 8)))


def test_real_points_sit_at_all_centres_alike():
    stream = torch.Generator().manual_seed(0)
    points = small_games.draw_ring(8_000, stream)
    scores = ring_scores(points)
    assert scores["modes_reached"] == 8
    assert scores["high_quality_percent"] == pytest.approx(98.9, abs=0.5)  # 1 - e^-4.5
    nearest = torch.cdist(points, small_games.ring_centres()).argmin(dim=1)
    assert nearest.bincount().min() > 850


def test_a_mode_is_reached_by_two_percent_of_the_points():
    centres = small_games.ring_centres()
    points = torch.cat([centres[:1].expand(96, 2), centres[1:2].expand(2, 2)])
    stray = torch.tensor([[0.0, 0.0], [2.4, 0.0]])
    assert ring_scores(torch.cat([points, stray])) == {
        "high_quality_percent": 98,
        "modes_reached": 2,
    }
    one_less = torch.cat([points[:-1], stray, stray[:1]])
    assert ring_scores(one_less)["modes_reached"] == 1


@pytest.mark.parametrize("shape", [(4, 3), (4,), (0, 2)])
def test_points_of_another_shape_are_refused(shape):
    with pytest.raises(CourseError, match=r"a tensor \(n, 2\) with at least one row"):
        ring_scores(torch.zeros(shape))


class Slope(nn.Module):
    """Gives a point the logit of its first number, times a weight."""

    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.tensor(2.0))

    def forward(self, x):
        return self.weight * x[:, :1]


def test_a_moment_has_points_arrows_and_the_surface():
    generator, discriminator = nn.Linear(2, 2), Slope()
    moment = look(generator, discriminator, torch.rand(5, 2), step=7, side=3)
    assert moment.step == 7
    assert moment.points.shape == moment.arrows.shape == (5, 2)
    probabilities = torch.sigmoid(2 * moment.points[:, 0])
    torch.testing.assert_close(moment.arrows[:, 0], 2 * (1 - probabilities))
    assert not moment.arrows[:, 1].any()
    row = torch.sigmoid(torch.tensor([-6.0, 0.0, 6.0]))
    torch.testing.assert_close(moment.surface, row.expand(3, 3))
    weights = [*generator.parameters(), *discriminator.parameters()]
    assert all(weight.grad is None for weight in weights)


def test_the_top_row_of_a_surface_lies_at_the_top():
    class Height(nn.Module):
        def forward(self, x):
            return x[:, 1:]

    moment = look(lambda z: z, Height(), torch.zeros(1, 2), step=0, side=5)
    assert moment.surface[0, 0] > 0.9 > 0.1 > moment.surface[-1, 0]


def test_an_exploded_training_is_told():
    with pytest.raises(CourseError, match="exploded; try a smaller learning rate"):
        look(lambda z: z / 0, Slope(), torch.ones(2, 2), step=1)
