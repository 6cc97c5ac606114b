import pytest

from msgan_lib.game_results import (
    distances_by_rate,
    last_losses,
    quality_curves,
    rank_correlation,
)


def row(method, seed, seconds, *distances):
    early, end = distances
    metrics = {
        "training_cpu_seconds": seconds,
        "frechet_distance_at_25_percent": early,
        "frechet_distance": end,
        "discriminator_loss": 0.5,
        "generator_loss": seed + 1.0,
    }
    return {
        "parameters": {"method": method, "seed": seed},
        "metrics": {f"{method}/{name}": value for name, value in metrics.items()},
    }


ROWS = [
    row("game_hinge", 1, 80.0, 300.0, 90.0),
    row("game_averaged", 0, 40.0, 250.0, 70.0),
    row("game_hinge", 0, 60.0, 400.0, 100.0),
    {
        "parameters": {"method": "supervised_mlp", "seed": 0},
        "metrics": {"supervised_mlp/test_error_percent": 9.0},
    },
]


def test_curves_go_by_seconds_a_curve_a_seed():
    assert quality_curves(ROWS) == {
        "game_hinge": [{15.0: 400.0, 60.0: 100.0}, {20.0: 300.0, 80.0: 90.0}],
        "game_averaged": [{10.0: 250.0, 40.0: 70.0}],
    }
    assert list(quality_curves(ROWS)) == ["game_hinge", "game_averaged"]


def test_losses_stand_beside_the_distance_they_ended_with():
    assert last_losses(ROWS) == {
        "game_hinge": [(0.5, 1.0, 100.0), (0.5, 2.0, 90.0)],
        "game_averaged": [(0.5, 1.0, 70.0)],
    }


def test_rates_stand_in_order_for_each_method():
    rows = [row("game_hinge", 100, 60.0, 400.0, end) for end in (90.0, 70.0, 80.0)]
    for of, recipe in zip(rows, ({"lr": 4e-3}, {"lr": 1e-3}, {}), strict=True):
        of["parameters"]["recipe"] = recipe
    searched = distances_by_rate(rows)
    assert searched == {"game_hinge": {1e-3: 70.0, 4e-3: 90.0}}
    assert list(searched["game_hinge"]) == [1e-3, 4e-3]


def test_a_rank_correlation_knows_no_scale():
    assert rank_correlation([1, 2, 3, 4], [0.1, 5, 60, 7000]) == pytest.approx(1)
    assert rank_correlation([1, 2, 3, 4], [9, 5, 3, 0]) == pytest.approx(-1)
    # Ranks 2, 3, 1 and 1, 3, 2 differ by 1, 0, -1: 1 - 6 * 2 / (3 * 8).
    assert rank_correlation([0.5, 9, 0.1], [10, 30, 20]) == pytest.approx(0.5)
    with pytest.raises(ValueError, match="three pairs"):
        rank_correlation([1, 2], [1, 2])
