"""How far a training is, as text bars with the time left. Lesson 03 uses it alone."""

import sys
from collections.abc import Callable
from typing import NamedTuple

from tqdm import tqdm


class Aside(NamedTuple):
    """Work beside the steps that takes long: what it is, and how far it is."""

    name: str
    share: float  # 0 to 1


# Told after every step: steps done, steps in all, and a line at the end of an epoch or
# how far other work is.
Report = Callable[[int, int, str | Aside | None], None]


class ProgressBar:
    """Show a training as a text bar with the time left, and its epochs' lines.

    Both go to one stream: a notebook keeps the lines and the bar's last state. Work
    beside the steps has a bar of its own before the first step and after the last; in
    between it is told behind the steps' bar.
    """

    def __init__(self, title: str):
        self.title = title
        self.bar = self.aside = None

    def __call__(self, done: int, total: int, line: str | Aside | None = None) -> None:
        """Move the bar to `done` steps of `total`; print `line` above it."""
        if isinstance(line, Aside):
            self._tell(line)
            return
        if self.bar is None:
            self._close_aside()
            self.bar = _bar(self.title, total, done, "step")
        self.bar.update(done - self.bar.n)
        if line:
            tqdm.write(line)
        if done >= total:
            self.bar.close()

    def _tell(self, aside: Aside) -> None:
        percent = round(100 * aside.share)
        if self.bar is not None and not self.bar.disable:  # steps go on meanwhile
            self.bar.set_postfix_str(f"{aside.name} {percent} %" * (percent < 100))
            return
        if self.aside is None or not self.aside.desc.startswith(aside.name):
            self._close_aside()
            self.aside = _bar(aside.name, 100, percent, "%")
        self.aside.update(percent - self.aside.n)
        if percent >= 100:
            self._close_aside()

    def _close_aside(self) -> None:
        if self.aside is not None:
            self.aside.leave = self.aside.n >= self.aside.total
            self.aside.close()
            self.aside = None

    def close(self) -> None:
        """Leave the bars as they are."""
        self._close_aside()
        if self.bar is not None:
            self.bar.close()


def _bar(title: str, total: int, done: int, unit: str) -> tqdm:
    return tqdm(
        total=total,
        initial=done,
        desc=title,
        unit=unit,
        file=sys.stdout,
        mininterval=1.0,
        ncols=79,
    )
