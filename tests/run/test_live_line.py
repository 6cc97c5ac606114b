import io

import pytest

from msgan_tools.run.live_line import Progress, last_line
from msgan_tools.run.runner import Status, duration


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", ""),
        ("[cell 3 of 5]\n", ""),
        ("before\n[cell 3 of 5]\n", ""),
        ("[cell 3 of 5]\nepoch 1: loss 0.5\n", "epoch 1: loss 0.5"),
        ("[cell 3 of 5]\n\r 10%|#   | 1/10\r 20%|##  | 2/10", "20%|##  | 2/10"),
        ("[cell 3 of 5]\n\x1b[31mred\x1b[0m\n\n", "red"),
        ("x" * 10_000 + "\n" + "é" * 3000 + "\nlast", "last"),
    ],
)
def test_the_last_line_is_what_the_running_cell_printed(tmp_path, text, line):
    (tmp_path / "log.txt").write_text(text)
    assert last_line(tmp_path / "log.txt") == line


def test_without_a_terminal_a_line_soon_and_then_every_15_seconds(tmp_path):
    stream = io.StringIO()
    show = Progress("lesson", stream)
    for second in range(60):
        show(Status(2 if second else 0, 9, second, tmp_path / "log.txt"))
    show.clear()
    lines = stream.getvalue().splitlines()
    assert lines[0] == "lesson: cell 2 of 9, 0:02"
    assert [line[-4:] for line in lines] == ["0:02", "0:17", "0:32", "0:47"]


def test_a_terminal_has_one_line_within_its_width(tmp_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    (tmp_path / "log.txt").write_text("[cell 1 of 2]\n" + "#" * 100)
    stream = Terminal()
    show = Progress("lesson", stream)
    show(Status(0, 0, 0.5, tmp_path / "log.txt"))
    show(Status(1, 2, 61.0, tmp_path / "log.txt"))
    show.clear()
    text = stream.getvalue()
    assert "\n" not in text
    shown = text.split("\r\x1b[K")
    assert shown[1] == "lesson: starting, 0:00"
    assert shown[2].startswith("lesson: cell 1 of 2, 1:01, ##")
    assert max(map(len, shown)) == 39
    assert shown[-1] == ""


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(3, "3 seconds"), (0.3, "0.3 seconds"), (60, "1 minute"), (180, "3 minutes"),
     (75, "1 min 15 s"), (59.9, "1 minute")],
)  # fmt: skip
def test_durations_in_words(seconds, words):
    assert duration(seconds) == words
