"""What recorded games came to, by method. Taught in lesson 07."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

WITHIN = re.compile(r"frechet_distance_at_(\d+)_percent")


def quality_curves(
    rows: Sequence[Mapping[str, Any]],
) -> dict[str, list[dict[float, float]]]:
    """Return {method: [{CPU seconds: Fréchet distance}, one for each seed]}.

    A recorded run says how far its images were at some percents of its training, and at
    its end. Methods stand in the order of the rows, seeds in their own.
    """
    curves: dict[str, list[dict[float, float]]] = {}
    for method, of in _games(rows):
        seconds = of["training_cpu_seconds"]
        percents = {
            int(within[1]): distance
            for what, distance in of.items()
            if (within := WITHIN.fullmatch(what))
        }
        percents[100] = of["frechet_distance"]
        curve = {seconds * n / 100: percents[n] for n in sorted(percents)}
        curves.setdefault(method, []).append(curve)
    return curves


def distances_by_rate(
    rows: Sequence[Mapping[str, Any]],
) -> dict[str, dict[float, float]]:
    """Return {method: {learning rate: Fréchet distance}} of rows that search the rate.

    Rows without a rate of their own are left out.
    """
    searched: dict[str, dict[float, float]] = {}
    for row in rows:
        method, recipe = row["parameters"]["method"], row["parameters"]["recipe"]
        distance = row["metrics"].get(f"{method}/frechet_distance")
        if distance is not None and "lr" in recipe:
            searched.setdefault(method, {})[recipe["lr"]] = distance
    return {method: dict(sorted(of.items())) for method, of in searched.items()}


def last_losses(
    rows: Sequence[Mapping[str, Any]],
) -> dict[str, list[tuple[float, float, float]]]:
    """Return {method: [(discriminator's loss, generator's, Fréchet distance)]}.

    One for each seed, from the end of its training.
    """
    names = ("discriminator_loss", "generator_loss", "frechet_distance")
    games: dict[str, list[tuple[float, float, float]]] = {}
    for method, of in _games(rows):
        games.setdefault(method, []).append(tuple(of[name] for name in names))
    return games


def rank_correlation(first: Sequence[float], second: Sequence[float]) -> float:
    """Return Spearman's rank correlation of numbers that are all different: -1 to 1.

    Raises ValueError for fewer than three pairs, which say nothing.
    """
    if len(first) < 3:
        raise ValueError("a correlation needs at least three pairs")
    ranks = [np.argsort(np.argsort(numbers)) for numbers in (first, second)]
    return float(np.corrcoef(*ranks)[0, 1])


def _games(
    rows: Sequence[Mapping[str, Any]],
) -> list[tuple[str, dict[str, float]]]:
    """Return method and metrics of each row of `one_run` that is a game's."""
    games = []
    for row in sorted(rows, key=lambda row: row["parameters"]["seed"]):
        method = row["parameters"]["method"]
        of = {
            name.partition("/")[2]: value
            for name, value in row["metrics"].items()
            if name.startswith(f"{method}/")
        }
        if "frechet_distance" in of:
            games.append((method, of))
    order = list(dict.fromkeys(row["parameters"]["method"] for row in rows))
    return sorted(games, key=lambda game: order.index(game[0]))
