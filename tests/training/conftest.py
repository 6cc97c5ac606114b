import pytest
import torch

from msgan_lib.data import FewLabels


@pytest.fixture(scope="session")
def stripes():
    """Ten stripes, a class each, in many slightly different images; ten labels."""
    y = torch.arange(10).repeat(30)
    x = 0.1 * torch.rand(300, 1, 28, 28, generator=torch.Generator().manual_seed(0))
    for image, label in zip(x, y.tolist(), strict=True):
        image[0, 2 * label + 3, 4:24] += 0.8
        image[0, 20:22, 2 * label + 3] += 0.8
    return FewLabels(x[:10], y[:10], x, x[100:], y[100:], x[:100], y[:100])
