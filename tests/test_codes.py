import pytest
import torch
import torch.nn.functional as F

from msgan_lib.codes import fit_linear, principal_axes

stream = torch.Generator().manual_seed(0)


@pytest.fixture
def features():
    """Three directions of very different spread, turned, and far from the origin."""
    spread = torch.randn(200, 3, generator=stream) * torch.tensor([5.0, 1.0, 0.1])
    turn = torch.linalg.qr(torch.randn(3, 3, generator=stream)).Q
    return spread @ turn + 40


def test_axes_are_orthonormal_and_sorted_by_spread(features):
    principal = principal_axes(features)
    torch.testing.assert_close(principal.axes @ principal.axes.T, torch.eye(3))
    assert (principal.sd.diff() < 0).all()
    turned = (features - principal.mean) @ principal.axes.T
    torch.testing.assert_close(turned.std(dim=0), principal.sd, rtol=1e-3, atol=1e-4)


def test_codes_are_centred_and_in_units_of_the_first_spread(features):
    principal = principal_axes(features)
    codes = principal.code(features, 2)
    assert codes.shape == (200, 2)
    assert codes.mean(dim=0).abs().max() < 1e-4
    assert codes[:, 0].std().item() == pytest.approx(1, abs=1e-3)
    assert codes[:, 1].std().item() < 0.5


def test_all_axes_together_lose_nothing(features):
    principal = principal_axes(features)
    restored = (
        principal.code(features, 3) * principal.sd[0] @ principal.axes + principal.mean
    )
    torch.testing.assert_close(restored, features, rtol=1e-4, atol=1e-3)


def test_a_linear_layer_separates_what_can_be_separated():
    labels = torch.arange(10).repeat(8)
    codes = F.one_hot(labels, 10).float() + 0.1 * torch.randn(80, 10, generator=stream)
    layer = fit_linear(codes, labels)
    assert (layer(codes).argmax(dim=1) == labels).all()
    assert not any(p.requires_grad for p in layer.parameters())
    again = fit_linear(codes, labels)
    assert torch.equal(layer.weight, again.weight)


def test_weight_decay_keeps_weights_small():
    labels = torch.arange(10).repeat(2)
    codes = torch.randn(20, 5, generator=stream)
    sizes = [
        fit_linear(codes, labels, weight_decay=decay).weight.norm()
        for decay in (1e-4, 1e-2, 1.0)
    ]
    assert sizes[0] > sizes[1] > sizes[2]


def test_the_fit_is_a_minimum():
    labels = torch.arange(10).repeat(3)
    codes = torch.randn(30, 4, generator=stream)
    layer = fit_linear(codes, labels, weight_decay=0.01).requires_grad_()
    loss = F.cross_entropy(layer(codes), labels)
    loss = loss + 0.005 * layer.weight.square().sum()
    gradients = torch.autograd.grad(loss, tuple(layer.parameters()))
    assert max(gradient.abs().max() for gradient in gradients) < 1e-3
