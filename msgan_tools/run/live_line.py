"""What a person sees while a notebook runs: one live line, or a line now and then."""

import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from msgan_tools.run.runner import Status

CELL_MARK = "[cell "  # begins the line of log.txt that says which cell begins
CLEAR_LINE = "\r\x1b[K"
LINE_EVERY = 15.0  # seconds between two lines where there is no terminal
TAIL_BYTES = 4096
MOST_PRINTED = 120  # characters of what a cell printed


class LiveLine:
    """One line that changes on a terminal, a line now and then elsewhere.

    tqdm would write to a log, too, what only a terminal can show, and lets a line that
    is wider than the terminal break.
    """

    def __init__(self, stream: TextIO, first: float = LINE_EVERY) -> None:
        """Write to `stream`; the first line elsewhere comes after `first` seconds."""
        self.stream, self.live, self.next_line = stream, stream.isatty(), first

    def show(self, line: str, seconds: float) -> None:
        """Show `line`, or keep quiet until it is time, `seconds` after the start."""
        if self.live:
            width = shutil.get_terminal_size().columns - 1
            print(CLEAR_LINE + line[:width], end="", file=self.stream, flush=True)
        elif seconds >= self.next_line:
            print(line, file=self.stream, flush=True)
            self.next_line = seconds + LINE_EVERY

    def clear(self) -> None:
        """Clear the live line, so that other lines can follow."""
        if self.live:
            print(CLEAR_LINE, end="", file=self.stream, flush=True)


class Progress(LiveLine):
    """Shows how far a run is: pass it to `runner.run` as `watch`."""

    def __init__(self, name: str, stream: TextIO) -> None:
        """Show run `name` on `stream`."""
        super().__init__(stream, first=2.0)  # soon a first sign of life
        self.name = name

    def __call__(self, status: "Status") -> None:
        """Show the notebook, its cell, the time, what was printed last."""
        minutes, seconds = divmod(int(status.seconds), 60)
        line, printed = f"{self.name}: starting", ""
        if status.cell:
            line = f"{self.name}: cell {status.cell} of {status.cells}"
            printed = last_line(status.log)[:MOST_PRINTED]
        line += f", {minutes}:{seconds:02d}"
        self.show(f"{line}, {printed}" if printed else line, status.seconds)


def last_line(log: Path) -> str:
    """Return what the running cell printed last, such as a bar; "" if nothing."""
    try:
        with open(log, "rb") as file:
            file.seek(-min(TAIL_BYTES, os.fstat(file.fileno()).st_size), os.SEEK_END)
            text = file.read().decode("utf-8", errors="replace")
    except OSError:
        return ""
    text = re.sub(r"\x1b\[[0-9;]*[A-Za-z]", "", text)  # colours
    for line in reversed(re.split(r"[\r\n]", text)):
        if line.startswith((CELL_MARK, "===")):
            return ""
        if line.strip():
            return line.strip()
    return ""
