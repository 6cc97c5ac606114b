"""What every picture of the course has: words that fit a page, alt text, a width."""

import functools
import html
from collections.abc import Callable
from typing import ParamSpec

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from msgan_lib.ground.words import wrapped

WIDEST = 9.0  # inches: JupyterLab beside its list of files, in a window of 1,440 pixels

P = ParamSpec("P")


def told(draw: Callable[P, str]) -> Callable[P, str]:
    """Decorate a function that draws one figure and returns its words.

    The figure is made no wider than a page. In a notebook it is displayed at once, with
    the words as its alt text; elsewhere it stays open. The words are returned in lines.
    """

    @functools.wraps(draw)
    def show(*args: P.args, **kwargs: P.kwargs) -> str:
        before = plt.get_fignums()
        words = draw(*args, **kwargs)
        if plt.get_fignums() != before:
            figure = plt.gcf()
            figure.set_size_inches(
                figure.get_size_inches() * min(1, WIDEST / figure.get_figwidth())
            )
            if "inline" in matplotlib.get_backend():
                _display(figure, words)
                plt.close(figure)  # lest it is displayed again when the cell ends
        return wrapped(words)

    return show


def _display(figure: Figure, words: str) -> None:
    """Display a figure in forms that carry `words` to a reader who cannot see it.

    JupyterLab gives alt text to an image in HTML alone; converters take the image and
    its metadata.
    """
    from IPython.core.pylabtools import print_figure
    from IPython.display import display

    png = print_figure(figure, base64=True)
    alt = html.escape(words)
    bundle = {
        "image/png": png,
        "text/html": f'<img alt="{alt}" src="data:image/png;base64,{png}">',
        "text/plain": wrapped(words),
    }
    display(bundle, metadata={"image/png": {"alt": words}}, raw=True)


def readable_on(color: tuple[float, ...]) -> str:
    """Return "black" or "white", whichever contrasts more with a colour (r, g, b, a).

    By WCAG's measure the contrast is then 4.5 or more, whatever the colour.
    """
    rgb = np.array(color[:3])
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    luminance = linear @ [0.2126, 0.7152, 0.0722]
    # Where (1 + 0.05) / (luminance + 0.05) is (luminance + 0.05) / (0 + 0.05).
    return "black" if luminance > 0.1791 else "white"
