import pytest
import torch

from msgan_lib.data import load_images
from msgan_lib.few_labels import to_tensor
from msgan_lib.greys import grey_shares, quantised


def test_images_are_rounded_to_the_nearest_grey():
    x = torch.tensor([0.0, 0.001, 0.003, 0.49, 0.51, 1.0])
    assert quantised(x).mul(255).tolist() == [0, 0, 1, 125, 130, 255]
    assert quantised(x, 2).tolist() == [0, 0, 0, 0, 1, 1]
    assert quantised(x, 3).tolist() == [0, 0, 0, 0.5, 0.5, 1]
    with pytest.raises(ValueError, match="two greys"):
        quantised(x, 1)


def test_real_images_stay_what_they_are_to_the_last_bit():
    x = to_tensor(load_images("mnist", "test")[0][:200])
    assert quantised(x).equal(x)
    assert (
        quantised(torch.rand(10_000)).mul(255).frac().abs().sub(0.5).abs().min() > 0.4
    )


def test_the_gradient_passes_as_if_nothing_were_rounded():
    x = torch.rand(50, requires_grad=True)
    (3 * quantised(x, 4)).sum().backward()
    assert x.grad.equal(torch.full((50,), 3.0))


def test_shares_of_greys_know_how_much_and_not_where():
    x = torch.tensor([[0.0, 0.1, 0.4, 1.0], [1.0, 1.0, 1.0, 0.6]]).view(2, 1, 2, 2)
    assert grey_shares(x, 3).tolist() == [[0.5, 0.25, 0.25], [0, 0.25, 0.75]]
    assert grey_shares(x.flip(3), 3).equal(grey_shares(x, 3))
    assert grey_shares(x).shape == (2, 256)
