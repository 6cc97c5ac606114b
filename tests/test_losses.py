import math

import pytest
import torch
import torch.nn.functional as F
from hypothesis import given, settings
from hypothesis import strategies as st

from msgan_lib.losses import (
    DISCRIMINATOR_LOSSES,
    GENERATOR_LOSSES,
    class_balance_loss,
    consistency_loss,
    discriminator_loss,
    feature_matching_loss,
    generator_loss,
    gradient_penalty,
    kl_divergence,
    pseudo_labels,
    r1_penalty,
    real_logit,
    reconstruction_loss,
)

finite = st.floats(-30, 30)
logit_lists = st.lists(finite, min_size=1, max_size=8)


@settings(deadline=None)
@given(st.lists(finite, min_size=2, max_size=12))
def test_the_k_logit_form_is_the_softmax_with_a_fake_class(logits):
    logits = torch.tensor([logits], dtype=torch.float64)
    with_fake = torch.cat([logits, torch.zeros(1, 1)], dim=1).softmax(dim=1)
    probability_real = torch.sigmoid(real_logit(logits))
    torch.testing.assert_close(probability_real, 1 - with_fake[:, -1])


@settings(deadline=None)
@given(logit_lists, logit_lists)
def test_discriminator_loss_is_the_binary_cross_entropy(real, fake):
    real, fake = torch.tensor(real), torch.tensor(fake)
    expected = (
        F.binary_cross_entropy_with_logits(real, torch.ones_like(real))
        + F.binary_cross_entropy_with_logits(fake, torch.zeros_like(fake))
    ) / 2
    torch.testing.assert_close(discriminator_loss(real, fake), expected)


def test_discriminator_loss_of_an_undecided_discriminator_is_log_2():
    assert discriminator_loss(torch.zeros(5), torch.zeros(9)).item() == pytest.approx(
        math.log(2)
    )


@settings(deadline=None)
@given(logit_lists, logit_lists)
def test_the_two_sides_pull_in_opposite_directions(real, fake):
    real = torch.tensor(real, requires_grad=True)
    fake = torch.tensor(fake, requires_grad=True)
    discriminator_loss(real, fake).backward()
    assert (real.grad <= 0).all()  # a step raises the logits of real images
    assert (fake.grad >= 0).all()  # and lowers those of fakes
    fake.grad = None
    generator_loss(fake).backward()
    assert (fake.grad <= 0).all()  # the generator wants its fakes called real


def test_the_generator_loss_does_not_saturate_where_the_discriminator_is_sure():
    def gradient(loss):
        logits = torch.tensor([-6.0], requires_grad=True)
        loss(logits).backward()
        return logits.grad.item()

    saturating = gradient(lambda logits: F.logsigmoid(-logits).mean())
    assert gradient(generator_loss) == pytest.approx(-1 / (1 + math.exp(-6.0)))
    assert saturating == pytest.approx(-0.0025, abs=1e-4)


def features(seed, n=6):
    generator = torch.Generator().manual_seed(seed)
    return [
        torch.randn(n, *shape, generator=generator) + 1 for shape in ((3, 4, 4), (5,))
    ]


def test_feature_matching_is_zero_for_equal_means_whatever_the_images():
    real = features(0)
    shuffled = [level[torch.randperm(6)] for level in real]
    assert feature_matching_loss(real, shuffled).item() == pytest.approx(0, abs=1e-12)
    assert feature_matching_loss(real, features(1)) > 0


def test_feature_matching_counts_every_level_in_its_own_units():
    real, fake = features(0), features(1)
    both = feature_matching_loss(real, fake)
    scaled = feature_matching_loss([real[0] * 100, real[1]], [fake[0] * 100, fake[1]])
    torch.testing.assert_close(both, scaled)
    one = [feature_matching_loss(real[i : i + 1], fake[i : i + 1]) for i in (0, 1)]
    torch.testing.assert_close(both, sum(one) / 2)


def test_feature_matching_moves_fakes_towards_real_ones_only():
    real = [level.requires_grad_() for level in features(0)]
    fake = [level.requires_grad_() for level in features(1)]
    feature_matching_loss(real, fake).backward()
    assert all(level.grad is None for level in real)
    for r, f in zip(real, fake, strict=True):
        gap = f.mean(dim=0) - r.mean(dim=0)
        assert ((f.grad.mean(dim=0) * gap) >= 0).all()
        assert f.grad.abs().sum() > 0


def test_feature_matching_wants_as_many_levels():
    with pytest.raises(ValueError, match="2 levels of real features, but 1"):
        feature_matching_loss(features(0), features(1)[:1])


def test_pseudo_labels_are_the_sure_classes():
    logits = torch.tensor([[9.0, 0, 0], [0.0, 0.1, 0], [0.0, 0, 9]])
    classes, sure = pseudo_labels(logits, threshold=0.95)
    assert classes.tolist() == [0, 1, 2]
    assert sure.tolist() == [1.0, 0.0, 1.0]


def test_consistency_counts_sure_images_only_and_spares_the_teacher():
    teacher = torch.tensor([[9.0, 0, 0], [0.0, 0.1, 0]], requires_grad=True)
    student = torch.zeros(2, 3, requires_grad=True)
    loss = consistency_loss(student, teacher, threshold=0.95)
    assert loss.item() == pytest.approx(math.log(3) / 2)
    loss.backward()
    assert teacher.grad is None
    assert student.grad[0, 0] < 0 < student.grad[0, 1]
    assert student.grad[1].tolist() == [0, 0, 0]


def test_class_balance_is_zero_for_balance_and_log_k_for_collapse():
    balanced = torch.eye(10) * 50
    collapsed = torch.zeros(4, 10)
    collapsed[:, 3] = 50
    assert class_balance_loss(balanced).item() == pytest.approx(0, abs=1e-5)
    assert class_balance_loss(collapsed).item() == pytest.approx(math.log(10))
    # Unsure everywhere is balanced too: it is about the mean.
    assert class_balance_loss(torch.zeros(4, 10)).item() == pytest.approx(0, abs=1e-5)


@st.composite
def code_distributions(draw):
    """Means and log-variances of some images' codes, (batch, code_size) each."""
    shape = draw(st.tuples(st.integers(1, 5), st.integers(1, 4)))
    stream = torch.Generator().manual_seed(draw(st.integers(0, 2**31)))
    mean = 3 * torch.randn(shape, generator=stream, dtype=torch.float64)
    log_variance = 2 * torch.randn(shape, generator=stream, dtype=torch.float64)
    return mean, log_variance


@settings(deadline=None)
@given(code_distributions())
def test_kl_divergence_is_that_of_pytorchs_distributions(codes):
    mean, log_variance = codes
    ours = torch.distributions.Normal(mean, (0.5 * log_variance).exp())
    standard = torch.distributions.Normal(torch.zeros_like(mean), 1.0)
    expected = torch.distributions.kl_divergence(ours, standard).sum(dim=1).mean()
    torch.testing.assert_close(kl_divergence(mean, log_variance), expected)


@settings(deadline=None)
@given(code_distributions())
def test_kl_divergence_is_never_negative_and_adds_up_over_the_code(codes):
    mean, log_variance = codes
    whole = kl_divergence(mean, log_variance)
    parts = [
        kl_divergence(mean[:, i : i + 1], log_variance[:, i : i + 1])
        for i in range(mean.shape[1])
    ]
    assert min(parts) >= 0
    torch.testing.assert_close(whole, sum(parts))
    assert kl_divergence(torch.zeros_like(mean), torch.zeros_like(mean)) == 0


@settings(deadline=None)
@given(st.integers(0, 2**31), st.integers(1, 6))
def test_nothing_restores_an_image_better_than_the_image(seed, batch):
    stream = torch.Generator().manual_seed(seed)
    x = torch.rand(batch, 1, 4, 5, generator=stream, dtype=torch.float64)
    other = torch.rand(batch, 1, 4, 5, generator=stream, dtype=torch.float64)
    assert reconstruction_loss(other, x) >= reconstruction_loss(x, x)
    # Grey pixels: what is left is their entropy.
    entropy = -(x * x.log() + (1 - x) * (1 - x).log())
    expected = entropy.flatten(1).sum(dim=1).mean()
    torch.testing.assert_close(reconstruction_loss(x, x), expected)


def test_reconstruction_adds_up_over_pixels_and_averages_over_images():
    x = torch.zeros(3, 1, 4, 5)
    undecided = torch.full_like(x, 0.5)
    loss = reconstruction_loss(undecided, x).item()
    assert loss == pytest.approx(20 * math.log(2))
    assert reconstruction_loss(x, x).item() == 0


def test_the_losses_of_the_game_by_hand():
    real, fake = torch.tensor([2.0, 0.0]), torch.tensor([-1.0, 1.0, 0.0])
    expected = {
        # -log sigmoid(2), -log sigmoid(0); softplus(-1), softplus(1), softplus(0)
        "logistic": (0.126928 + 0.693147) / 4 + (0.313262 + 1.313262 + 0.693147) / 6,
        "least_squares": (1 + 1) / 4 + (1 + 1 + 0) / 6,
        "hinge": (0 + 1) / 4 + (0 + 2 + 1) / 6,
        "wasserstein": 0 - 1,
    }
    assert expected.keys() == DISCRIMINATOR_LOSSES.keys()
    for name, loss in expected.items():
        assert DISCRIMINATOR_LOSSES[name](real, fake).item() == pytest.approx(loss)
    expected = {
        "non_saturating": (1.313262 + 0.313262 + 0.693147) / 3,
        "saturating": -(0.313262 + 1.313262 + 0.693147) / 3,
        "least_squares": (4 + 0 + 1) / 6,
        "wasserstein": 0,
    }
    assert expected.keys() == GENERATOR_LOSSES.keys()
    for name, loss in expected.items():
        assert GENERATOR_LOSSES[name](fake).item() == pytest.approx(loss, abs=1e-6)


@pytest.mark.parametrize("name", DISCRIMINATOR_LOSSES)
def test_a_discriminator_raises_real_logits_and_lowers_fake_ones(name):
    real, fake = (torch.full((3,), 0.25, requires_grad=True) for _ in range(2))
    DISCRIMINATOR_LOSSES[name](real, fake).backward()
    assert (real.grad < 0).all()
    assert (fake.grad > 0).all()


@pytest.mark.parametrize("name", GENERATOR_LOSSES)
def test_a_generator_raises_fake_logits(name):
    fake = torch.full((3,), 0.25, requires_grad=True)
    GENERATOR_LOSSES[name](fake).backward()
    assert (fake.grad < 0).all()


def test_only_the_saturating_loss_is_flat_where_fakes_are_seen_through():
    for name, loss in GENERATOR_LOSSES.items():
        fake = torch.tensor([-6.0], requires_grad=True)
        loss(fake).backward()
        assert (abs(fake.grad.item()) < 0.01) == (name == "saturating")


@pytest.mark.parametrize("shape", [(4,), (1, 5, 3)])
def test_penalties_see_the_slope_over_a_whole_image(shape):
    torch.manual_seed(0)
    weights = torch.randn(shape, dtype=torch.float64)
    real, fake = torch.rand(2, 7, *shape, dtype=torch.float64)
    shares = torch.rand(7, dtype=torch.float64)
    slope = weights.norm()  # of a linear discriminator, everywhere

    def linear(x):
        return (x * weights).flatten(1).sum(dim=1)

    torch.testing.assert_close(r1_penalty(linear, real), slope.square() / 2)
    penalty = gradient_penalty(linear, real, fake, shares)
    torch.testing.assert_close(penalty, (slope - 1).square())


def test_the_gradient_penalty_looks_between_real_and_fake_images():
    """The logit x^2 has slope 2 x, here at shares of 1, 1/4 and 0 of the real 4."""
    real, fake = torch.full((3, 1), 4.0), torch.zeros(3, 1)
    shares = torch.tensor([1.0, 0.25, 0.0])
    penalty = gradient_penalty(lambda x: x.square()[:, 0], real, fake, shares)
    expected = ((8 - 1) ** 2 + (2 - 1) ** 2 + (0 - 1) ** 2) / 3
    assert penalty.item() == pytest.approx(expected, rel=1e-4)


def test_penalties_move_the_discriminator_and_no_images():
    torch.manual_seed(0)
    network = torch.nn.Linear(3, 1)
    real, fake = torch.rand(2, 5, 3).requires_grad_()
    for penalty in (
        r1_penalty(network, real),
        gradient_penalty(network, real, fake, torch.rand(5)),
    ):
        network.zero_grad()
        penalty.backward()
        assert network.weight.grad.abs().sum() > 0


def test_a_discriminator_that_is_the_same_everywhere_gives_finite_gradients():
    network = torch.nn.Linear(3, 1)
    torch.nn.init.zeros_(network.weight)
    real, fake = torch.rand(2, 5, 3)
    gradient_penalty(network, real, fake, torch.rand(5)).backward()
    assert network.weight.grad.isfinite().all()
