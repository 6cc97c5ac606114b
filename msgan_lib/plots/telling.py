"""What every picture of the course has: words that fit a page, alt text, a width."""

import functools
import html
from collections.abc import Callable
from typing import ParamSpec

import matplotlib
import matplotlib.pyplot as plt
from matplotlib.figure import Figure

from msgan_lib.ground.words import wrapped
from msgan_lib.plots.style import STYLE

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
        with plt.rc_context(STYLE):
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
