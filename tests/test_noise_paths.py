import math

import pytest
import torch

from msgan_lib.noise_paths import spherical_path, straight_path

start, end = torch.tensor([[3.0, 0, 0]]), torch.tensor([[0.0, 3, 0]])


@pytest.mark.parametrize("path", [straight_path, spherical_path])
def test_a_path_begins_and_ends_where_it_should(path):
    z = torch.randn(2, 5, 64, generator=torch.Generator().manual_seed(0))
    torch.testing.assert_close(path(*z, 0.0), z[0])
    torch.testing.assert_close(path(*z, 1.0), z[1])


def test_a_third_of_the_way():
    assert straight_path(start, end, 1 / 3).tolist()[0] == pytest.approx([2, 1, 0])
    thirty = math.radians(30)
    there = [3 * math.cos(thirty), 3 * math.sin(thirty), 0]
    assert spherical_path(start, end, 1 / 3).tolist()[0] == pytest.approx(there)


def test_the_length_stays_on_a_sphere_and_shrinks_on_a_line():
    assert spherical_path(start, end, 0.5).norm().item() == pytest.approx(3)
    assert straight_path(start, end, 0.5).norm().item() == pytest.approx(3 / 2**0.5)


def test_each_pair_has_its_own_angle():
    z_start, z_end = (
        torch.cat([start, start]),
        torch.cat([end, torch.tensor([[0, 0, 1.0]])]),
    )
    both = spherical_path(z_start, z_end, 0.25)
    for row, whole in enumerate(both):
        alone = spherical_path(z_start[row : row + 1], z_end[row : row + 1], 0.25)
        torch.testing.assert_close(alone[0], whole)


@pytest.mark.parametrize("times", [1.0, 2.0])
def test_between_equal_directions_the_path_is_straight(times):
    z = torch.randn(50, 64, generator=torch.Generator().manual_seed(0))
    half = spherical_path(z, times * z, 0.5)
    torch.testing.assert_close(half, (1 + times) / 2 * z)
