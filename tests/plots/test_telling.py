import base64
import html
import inspect
import itertools
import re
import struct

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pytest

from msgan_lib import plots
from msgan_lib.ground.words import wrapped
from msgan_lib.plots import style, telling

pytestmark = pytest.mark.usefixtures("headless")

WORDS = 'Errors of <a> & "b": ' + "28 x 28 (4 / 5.9); " * 20 + "that is all."


@telling.told
def draw(width):
    """Draw."""
    plt.subplots(figsize=(width, 2))
    return WORDS


@pytest.fixture
def displayed(monkeypatch):
    """Be in a notebook; return what is displayed there, data and metadata."""
    shown = []
    monkeypatch.setattr(matplotlib, "get_backend", lambda: "inline")
    monkeypatch.setattr(
        "IPython.display.display",
        lambda data, metadata, raw: shown.append((data, metadata)),
    )
    return shown


def test_every_picture_is_told():
    for name in plots.__all__:
        assert "@told\n" in inspect.getsource(inspect.unwrap(getattr(plots, name)))


def test_words_are_returned_in_lines(monkeypatch):
    monkeypatch.setattr(telling, "wrapped", wrapped)
    lines = draw(4).splitlines()
    assert max(map(len, lines)) <= 88
    assert " ".join(lines) == WORDS
    assert all(line.count("(") == line.count(")") for line in lines)


def test_in_a_notebook_a_picture_is_displayed_once_with_alt_text(displayed):
    draw(4)
    assert plt.get_fignums() == []
    ((data, metadata),) = displayed
    assert metadata == {"image/png": {"alt": WORDS}}
    assert data["text/plain"] == WORDS
    alt, png = re.fullmatch(
        r'<img alt="([^"<>]*)" src="data:image/png;base64,([^"]*)">', data["text/html"]
    ).groups()
    assert html.unescape(alt) == WORDS
    assert png == data["image/png"]
    assert base64.b64decode(png).startswith(b"\x89PNG")


def test_what_draws_nothing_displays_nothing(displayed):
    plt.figure()  # somebody else's
    assert plots.show_error_curves({}) == "There is nothing to draw."
    assert displayed == []
    assert len(plt.get_fignums()) == 1


@pytest.mark.parametrize(("asked", "given"), [(4, 4), (9, 9), (13.9, 9)])
def test_no_picture_is_wider_than_a_page(displayed, asked, given):
    draw(asked)
    png = base64.b64decode(displayed[0][0]["image/png"])
    (pixels,) = struct.unpack(">I", png[16:20])
    assert pixels <= 100 * given + 20  # two margins
    draw_open = inspect.unwrap(draw)
    assert draw_open(asked) == WORDS  # the function itself draws as asked
    assert plt.gcf().get_figwidth() == asked


def contrast(color, other):
    """Return WCAG's contrast of two colours."""
    parts = np.array([matplotlib.colors.to_rgb(c) for c in (color, other)])
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    low, high = sorted(linear @ [0.2126, 0.7152, 0.0722])
    return (high + 0.05) / (low + 0.05)


def test_words_on_any_colour_can_be_read():
    for color in itertools.product(np.linspace(0, 1, 12), repeat=3):
        assert contrast(style.readable_on((*color, 1)), color) >= 4.5


@pytest.mark.parametrize("draw", [plots.show_class_errors, plots.show_confusion])
def test_numbers_in_a_table_can_be_read(draw):
    names = tuple("0123456789")
    numbers = np.arange(100).reshape(10, 10)
    if draw is plots.show_class_errors:
        draw({f"row {i}": row for i, row in enumerate(numbers)}, names)
    else:
        draw(numbers, names)
    (axis,) = plt.gcf().axes
    (image,) = axis.images
    assert len(axis.texts) >= 90
    for text in axis.texts:
        column, row = text.get_position()
        behind = image.to_rgba(image.get_array())[row, column]
        assert contrast(text.get_color(), behind[:3]) >= 4.5
