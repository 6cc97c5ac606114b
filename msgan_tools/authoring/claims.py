"""Claims: what prose says of results stands right above the code that holds it.

A lesson's claims are code cells tagged `claim`, under the Markdown cell, or the quiz,
whose words they hold. `build` leaves them out, the tests run them:

    # %% tags=["claim"]
    GAN, PSEUDO = errors("mlp_gan"), errors("mlp_pseudo_labels")
    holds("less than half of the errors in each draw", all(GAN / PSEUDO < 0.5))
    holds("The interval lies below 0", interval(GAN - PSEUDO).high < 0)
    given("with its 95 % interval")  # which interval it is

Numbers of a text that come from a run must be in the words of a claim under it, others
in those of a `given`; numbers in `backticks` are code, and are free. The cells of a
lesson share their names, and see none of the notebook's. They know

    holds(words, *conditions)    the words stand right above, each condition is True
    given(words)                 the words are a definition or a setting: say which
    rows(file)                   the rows of data/results/FILE.jsonl, as dicts
    metric(name, file)           Draws of a metric, such as "mlp/training_cpu_seconds"
    errors(method, file)         Draws of its test errors in percent
    seconds(method, file)        Draws of its training's CPU seconds
    interval(draws)              95 % interval of their mean: .low, .high, 0 in it
    ratio(draws, others)         one mean over another
    mean(draws), stdev(draws)    as in `statistics`

Without `file` they read the lesson's own rows; parameters take some of the rows alone,
as in `errors("mlp", "rivals", labels_per_class=2)`. Draws are numbers by draw of labels
and computed with as arrays are: two of them meet in the draws that both have.
What README.md says is held by `notebooks/source/readme_claims.py`, in the same words:
there `page("README.md")` stands above the claims about that text.
"""

import ast
import re
import sys
import traceback
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

import jupytext
import numpy as np
from nbformat import NotebookNode

from msgan_lib import PROJECT_ROOT
from msgan_lib.ground.errors import CourseError
from msgan_lib.recorded_rows import RESULTS
from msgan_tools.authoring import build, readme
from msgan_tools.authoring.claim_vocabulary import vocabulary
from msgan_tools.authoring.convert import is_claim
from msgan_tools.authoring.prose_numbers import contains, uncovered_numbers


@dataclass
class Verdict:
    """What is wrong, in a sentence each; how many claims there are; what they read."""

    mistakes: list[str] = field(default_factory=list)
    num_claims: int = 0
    files: set[str] = field(default_factory=set)  # of data/results, without ending


def judge_lesson(stem: str, folder: Path = RESULTS) -> Verdict:
    """Run the claims of lesson `stem` on the rows in `folder`."""
    source = build.source_of(stem)
    text = source.read_text("utf-8")
    name = source.relative_to(build.notebooks_folder().parent).as_posix()
    page = _Page(name, stem, folder)
    position = 0
    for cell in jupytext.reads(text, fmt="py:percent").cells:
        position = max(text.find(cell.source, position), position)
        line = text.count("\n", 0, position) + 1
        if is_claim(cell):
            page.run(cell.source, line)
            continue
        page.turn_to(_texts(cell), f"{name}, line {line}")
        if cell.cell_type == "code" and re.search(
            r"^(holds|given)\(", cell.source, re.M
        ):
            page.tell(line, "a cell of claims is tagged `claim`, this one is not")
    page.turn_to([], "")
    return page.verdict


def judge_file(script: Path, folder: Path = RESULTS) -> Verdict:
    """Run a `script` of claims about the texts that it turns to, such as README.md.

    Tables that `build` makes are no prose: nobody types their numbers.
    """
    page = _Page(script.name, script.stem, folder)

    def turn_to(path: str) -> None:
        text = (PROJECT_ROOT / path).read_text("utf-8")
        page.turn_to([readme.TABLE.sub("", text)], path)

    page.known["page"] = turn_to
    page.run(script.read_text("utf-8"), 1)
    page.turn_to([], "")
    return page.verdict


def _texts(cell: NotebookNode) -> list[str]:
    """Return what a cell says: a Markdown cell all of it, a quiz its sentences."""
    if cell.cell_type == "markdown":
        return [cell.source]
    if "quiz(" not in cell.source:
        return []
    return [
        node.value
        for call in ast.walk(ast.parse(cell.source))
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "quiz"
        for node in ast.walk(call)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]


class _Page:
    """Texts one after the other, each with the claims under it."""

    def __init__(self, name: str, own: str, folder: Path):
        self.name = name  # of the file in which the claims stand
        self.verdict = Verdict()
        self.known = vocabulary(own, self.verdict.files, folder)
        self.known |= {"holds": self.holds, "given": self.given}
        self.texts: list[str] = []
        self.place = ""  # of these texts
        self.words: list[str] = []  # of the claims under them
        self.source = ""  # of the claims that run

    def tell(self, line: int, mistake: str) -> None:
        self.verdict.mistakes.append(f"{self.name}, line {line}: {mistake}.")

    def turn_to(self, texts: list[str], place: str) -> None:
        """Go on to the next text; every number of the last one must be held."""
        self.verdict.mistakes += [
            f"{self.place}: no claim under this text holds {number}."
            for text in self.texts
            for number in uncovered_numbers(text, self.words)
        ]
        self.texts, self.place, self.words = texts, place, []

    def run(self, source: str, line: int) -> None:
        """Run the claims of a cell that begins in this line."""
        self.source = "\n" * (line - 1) + source
        try:
            code = compile(self.source, self.name, "exec")
            with np.errstate(divide="raise", over="raise", invalid="raise"):
                exec(code, self.known)
        except SyntaxError as error:
            self.tell(error.lineno or line, f"this is not Python: {error.msg}")
        except Exception as error:  # whatever a claim meets is its author's to mend
            steps = traceback.extract_tb(error.__traceback__)
            at = [step.lineno for step in steps if step.filename == self.name]
            self.tell(at[-1], _reason(error))

    def holds(self, words: str, *conditions: bool) -> None:
        """Tell a mistake unless the words stand above and each condition is True."""
        frame = sys._getframe(1)
        self.verdict.num_claims += 1
        self._cover(words, frame.f_lineno)
        if not conditions:
            self.tell(frame.f_lineno, f"{words!r} claims nothing: give a condition")
        for number, condition in enumerate(conditions):
            if not isinstance(condition, bool | np.bool_):
                self.tell(
                    frame.f_lineno,
                    f"{words!r}: a condition is True or False, not {condition!r:.60}",
                )
            elif not condition:
                compared = self._compared(frame, number)
                self.tell(frame.f_lineno, f"{words!r} does not hold{compared}")

    def given(self, words: str) -> None:
        """Cover numbers that no run produces."""
        line = sys._getframe(1).f_lineno
        self._cover(words, line)
        if not uncovered_numbers(words, []):
            self.tell(line, f"{words!r} holds no number: take it out")

    def _cover(self, words: str, line: int) -> None:
        if not any(contains(text, words) for text in self.texts):
            self.tell(line, f"{words!r} does not stand in the text right above")
        self.words.append(words)

    def _compared(self, frame: FrameType, number: int) -> str:
        """Return the source of a condition, with the values that it compares."""
        calls = [
            node
            for node in ast.walk(ast.parse(self.source))
            if isinstance(node, ast.Call)
            and ast.unparse(node.func) == "holds"
            and node.lineno <= frame.f_lineno <= node.end_lineno
        ]
        if not calls or any(isinstance(arg, ast.Starred) for arg in calls[0].args):
            return ""
        condition = calls[0].args[1 + number]
        sides = {
            ast.unparse(side): side
            for node in ast.walk(condition)
            if isinstance(node, ast.Compare)
            for side in (node.left, *node.comparators)
            if not isinstance(side, ast.Constant)
        }
        values = []
        for text, side in sides.items():
            with suppress(Exception):  # a name that lives in the condition alone
                value = eval(
                    compile(ast.Expression(side), self.name, "eval"),
                    frame.f_globals,
                    frame.f_locals,
                )
                if isinstance(value, float):
                    value = f"{value:.4g}"
                values.append(f"{text} is {value}")
        return f": {ast.unparse(condition)}" + "".join(f"; {v}" for v in values)


def _reason(error: Exception) -> str:
    """Return in words why a claim could not run."""
    reason = str(error).rstrip(".")
    if isinstance(error, CourseError):
        return reason
    if isinstance(error, NameError):
        return (
            f"a claim knows no `{error.name}`; it sees recorded rows and what claims "
            "define, and none of the notebook's names"
        )
    return f"{type(error).__name__}: {reason}"
