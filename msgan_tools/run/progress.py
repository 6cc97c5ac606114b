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


class Progress:
    """Shows how far a run is: pass it to `runner.run` as `watch`."""

    def __init__(self, name: str, stream: TextIO) -> None:
        """Show run `name` on `stream`; a terminal gets one line that changes."""
        self.name, self.stream, self.live = name, stream, stream.isatty()
        self.next_line = 2.0  # soon a first sign of life

    def __call__(self, status: "Status") -> None:
        """Show `status`, or keep quiet until it is time."""
        if self.live:
            width = shutil.get_terminal_size().columns - 1
            print(CLEAR_LINE + self.line(status)[:width], end="", file=self.stream)
            self.stream.flush()
        elif status.seconds >= self.next_line:
            print(self.line(status), file=self.stream, flush=True)
            self.next_line = status.seconds + LINE_EVERY

    def line(self, status: "Status") -> str:
        """Return one line: the notebook, its cell, the time, what was printed last."""
        minutes, seconds = divmod(int(status.seconds), 60)
        clock = f"{minutes}:{seconds:02d}"
        if not status.cell:
            return f"{self.name}: starting, {clock}"
        line = f"{self.name}: cell {status.cell} of {status.cells}, {clock}"
        printed = last_line(status.log)[:MOST_PRINTED]
        return f"{line}, {printed}" if printed else line

    def close(self) -> None:
        """Clear the live line."""
        if self.live:
            print(CLEAR_LINE, end="", file=self.stream, flush=True)


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
