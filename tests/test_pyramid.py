import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from msgan_lib.pyramid import (
    blur,
    downsample,
    gaussian_pyramid,
    laplacian_pyramid,
    pack,
    reconstruct,
    unpack,
)


@settings(deadline=None, max_examples=40)
@given(
    side=st.tuples(st.integers(9, 40), st.integers(9, 40)),
    levels=st.integers(1, 3),
    channels=st.integers(1, 3),
    seed=st.integers(0, 2**31),
)
def test_a_laplacian_pyramid_adds_up_to_its_image(side, levels, channels, seed):
    generator = torch.Generator().manual_seed(seed)
    x = torch.randn(2, channels, *side, generator=generator)
    torch.testing.assert_close(reconstruct(laplacian_pyramid(x, levels)), x)


def test_sides_of_the_levels():
    x = torch.rand(3, 1, 28, 28)
    assert [g.shape[-1] for g in gaussian_pyramid(x, 4)] == [28, 14, 7, 4]
    assert [g.shape for g in laplacian_pyramid(x, 4)] == [
        g.shape for g in gaussian_pyramid(x, 4)
    ]


def test_blur_keeps_constants_and_the_mean_of_the_inside():
    constant = torch.full((1, 2, 6, 9), 0.3)
    torch.testing.assert_close(blur(constant), constant)
    point = torch.zeros(1, 1, 9, 9)
    point[..., 4, 4] = 1
    weights = torch.tensor([1.0, 4, 6, 4, 1]) / 16
    torch.testing.assert_close(
        blur(point)[0, 0, 2:7, 2:7], weights[:, None] * weights[None]
    )


def test_blur_before_sampling_removes_the_finest_stripes():
    stripes = torch.zeros(1, 1, 28, 28)
    stripes[..., ::2] = 1
    # Every second column alone would be all ones: aliasing.
    assert stripes[..., ::2, ::2].mean() == 1
    torch.testing.assert_close(
        downsample(stripes)[..., 2:-2], torch.full((1, 1, 14, 10), 0.5)
    )


def test_levels_are_linear_in_the_image():
    x, y = torch.rand(2, 1, 1, 28, 28)
    together = laplacian_pyramid(2 * x - y, 3)
    apart = zip(laplacian_pyramid(x, 3), laplacian_pyramid(y, 3), strict=True)
    for level, (a, b) in zip(together, apart, strict=True):
        torch.testing.assert_close(level, 2 * a - b)


def test_bad_input_is_refused():
    with pytest.raises(ValueError, match="at least 1 level"):
        gaussian_pyramid(torch.rand(1, 1, 28, 28), 0)
    with pytest.raises(ValueError, match="at least 3 x 3"):
        gaussian_pyramid(torch.rand(1, 1, 28, 28), 7)


def test_a_pyramid_as_a_row_comes_back_as_it_was():
    levels = gaussian_pyramid(torch.rand(3, 1, 12, 12), 2)
    rows = pack(levels)
    assert rows.shape == (3, 12 * 12 + 6 * 6)
    assert all(a.equal(b) for a, b in zip(levels, unpack(rows, (12, 6)), strict=True))
    with pytest.raises(ValueError, match="rows of 153 numbers, not of 180"):
        unpack(rows, (12, 3))
