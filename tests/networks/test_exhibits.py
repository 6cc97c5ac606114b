import torch

from msgan_lib.networks.exhibits import CountingDiscriminator, NormalisedDiscriminator


def test_normalised_verdicts_depend_on_the_company():
    torch.manual_seed(0)
    network, x = NormalisedDiscriminator(), torch.rand(8, 1, 28, 28)
    with torch.no_grad():
        assert network(x).shape == (8,)
        alone, among_black = network(x)[0], network(torch.cat([x[:1], 0 * x]))[0]
        assert abs(alone - among_black) > 0.01
        # In evaluation mode each image is judged by itself.
        network.eval()
        torch.testing.assert_close(network(x)[:1], network(x[:1]))


def test_zeros_are_counted_and_give_no_gradient():
    torch.manual_seed(0)
    network = CountingDiscriminator()
    with torch.no_grad():  # let it look at nothing but the count
        network.layers[1].weight[:, :-1] = 0
    x = torch.full((3, 1, 28, 28), 1e-6)
    x[1, 0, :14] = 0
    x[2] = 0
    x.requires_grad_()
    logits = network(x)
    assert len(set(logits.tolist())) == 3
    (gradient,) = torch.autograd.grad(logits.sum(), x)
    assert not gradient.any()
