from itertools import combinations

import matplotlib.pyplot as plt
import pytest

from msgan_lib.plots import telling


@pytest.fixture(autouse=True)
def in_one_line(monkeypatch):
    """Have words in one line, where they are easy to compare, whatever their length."""
    monkeypatch.setattr(telling, "wrapped", str)


@pytest.fixture
def assert_texts_apart():
    """Have a function that sees all texts in the figure, none on another."""

    def see():
        figure = plt.gcf()
        renderer = figure.canvas.get_renderer()
        texts = [text for text in figure.axes[0].texts if text.get_text()]
        places = [text.get_window_extent(renderer) for text in texts]
        for text, place in zip(texts, places, strict=True):
            assert (
                figure.bbox.union([figure.bbox, place]).bounds == figure.bbox.bounds
            ), f"{text} leaves the figure"
        for (one, a), (other, b) in combinations(zip(texts, places, strict=True), 2):
            assert not a.overlaps(b), f"{one} lies on {other}"

    return see
