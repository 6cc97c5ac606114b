"""The checks of the exercises accept what is right and reject what is wrong.

Wrong answers that people give and right ones written otherwise stand in the room of a
lesson, `answers/EXERCISE.py`. Each begins with `# %% wrong: NAME` and the line `# says:
part of the message`, or with `# %% right: NAME`. Further wrong ones are made here from
every reference. An answer gets the names that the lesson has by then: its imports, and
the functions it defines.
"""

import ast
import functools
import re
from typing import NamedTuple

import jupytext
import pytest
import torch

from msgan_lib.lesson import checks
from msgan_lib.lesson.checks import all_exercises, judge, not_attempted
from msgan_tools.authoring import build
from msgan_tools.authoring.convert import is_claim
from msgan_tools.authoring.exercise_cells import fill, find_triples

ATTEMPTS = (1, 2, 3)  # other random inputs each time
UNCLEAR = "The check can't work with"  # a check must say more than that
STOPPED = "was stopped after"  # what is said of an answer that has no end


def exercises_of(stem):
    """Return the exercises of a lesson, each with its reference and its names."""
    source = build.source_of(stem)
    cells = jupytext.reads(source.read_text("utf-8"), fmt="py:percent").cells
    cells = [cell for cell in cells if not is_claim(cell)]
    triples = find_triples(cells, stem[:2])
    own = [cell for triple in triples for _, cell in triple.cells()]
    given = []
    for cell in cells:
        if cell.cell_type == "code" and not any(cell is other for other in own):
            given += [
                node
                for node in ast.parse(cell.source).body
                if isinstance(node, ast.Import | ast.ImportFrom | ast.FunctionDef)
            ]
    return {
        triple.exercise_id: (stem, triple, ast.unparse(ast.Module(given, [])))
        for triple in triples
    }


LESSONS = [stem for stem in build.source_stems() if build.is_lesson(stem)]
EXERCISES = {name: it for stem in LESSONS for name, it in exercises_of(stem).items()}


class Planted(NamedTuple):
    """An answer that somebody planted."""

    kind: str  # "wrong", "right"
    name: str
    says: str  # part of the message that a wrong one gets
    source: str

    @property
    def file(self):
        return f"<{self.kind}: {self.name}>"


HEAD = re.compile(r"# %% (wrong|right): (.+)\n(?:# says: (.+)\n)?")


@functools.cache
def planted(path):
    """Return the planted answers of a file; `ValueError` for what is none."""
    before, *rest = HEAD.split(path.read_text("utf-8"))
    if before.strip():
        raise ValueError(f"{path} begins with no `# %% wrong: NAME`")
    parts = [iter(rest)] * 4
    return [Planted(*part) for part in zip(*parts, strict=True)]


def file_of(name):
    return build.sources() / EXERCISES[name][0] / "answers" / f"{name}.py"


def answers_to(name, kind):
    return [each for each in planted(file_of(name)) if each.kind == kind]


def answer(name, source, file):
    """Return the function that `source` defines, as a student's notebook would."""
    _, triple, given = EXERCISES[name]
    names = dict(names_of(given))
    exec(compile(source, file, "exec"), names)
    return names[triple.function]


@functools.cache
def names_of(given):
    names = {}
    exec(given, names)
    return names


def reference(name):
    return answer(name, fill(EXERCISES[name][1].solution.source, solved=True), name)


def answers(kind):
    return [
        pytest.param(name, each, id=f"{name}-{each.name}")
        for name in EXERCISES
        for each in answers_to(name, kind)
    ]


def test_every_registered_exercise_stands_in_a_lesson():
    assert EXERCISES.keys() == all_exercises().keys()
    assert EXERCISES, "no exercise was found: nothing would be tested"


def test_every_answer_is_one_to_an_exercise():
    files = set(build.sources().glob("*/answers/*"))
    assert files == {file_of(name) for name in EXERCISES}
    for path in files:
        names = [(each.kind, each.name) for each in planted(path)]
        assert len(set(names)) == len(names), path
        assert all(bool(each.says) == (each.kind == "wrong") for each in planted(path))


@pytest.mark.parametrize("name", EXERCISES)
def test_an_exercise_has_enough_answers(name):
    assert len(answers_to(name, "wrong")) >= 3
    right = [each.source for each in answers_to(name, "right")]
    right.append(fill(EXERCISES[name][1].solution.source, solved=True))
    bodies = {ast.dump(ast.parse(text).body[-1].body[-1]) for text in right}
    assert len(bodies) == len(right) >= 3, "two right answers are written alike"


@pytest.mark.parametrize("name", EXERCISES)
def test_the_reference_is_accepted(name):
    right = reference(name)
    for attempt in range(1, 11):
        message = judge(all_exercises()[name], right, attempt)
        assert message is None, f"attempt {attempt}: {message}"


@pytest.mark.parametrize("name", EXERCISES)
def test_the_stub_is_not_attempted(name):
    stub = fill(EXERCISES[name][1].solution.source, solved=False)
    assert not_attempted(answer(name, stub, name))
    assert not not_attempted(reference(name))


@pytest.mark.parametrize(("name", "wrong"), answers("wrong"))
def test_a_planted_wrong_answer_is_rejected(name, wrong, monkeypatch):
    if STOPPED in wrong.says:
        monkeypatch.setattr(checks, "LIMIT", 0.1)
    function = answer(name, wrong.source, wrong.file)
    for attempt in ATTEMPTS:
        message = judge(all_exercises()[name], function, attempt)
        assert message is not None, "is accepted"
        assert wrong.says in message
        assert UNCLEAR not in message


@pytest.mark.parametrize("name", EXERCISES)
def test_wrong_answers_are_told_apart(name):
    messages = {
        judge(all_exercises()[name], answer(name, wrong.source, wrong.file))
        for wrong in answers_to(name, "wrong")
        if STOPPED not in wrong.says
    }
    assert len(messages) >= 3, messages


@pytest.mark.parametrize(("name", "right"), answers("right"))
def test_a_planted_right_answer_is_accepted(name, right):
    function = answer(name, right.source, right.file)
    for attempt in ATTEMPTS:
        message = judge(all_exercises()[name], function, attempt)
        assert message is None, message


# Wrong answers made of every reference.


def mapped(value, change):
    """Return a result with all its numbers changed, and its form kept."""
    if isinstance(value, list | tuple):
        items = [mapped(item, change) for item in value]
        return type(value)(*items) if hasattr(value, "_fields") else type(value)(items)
    if isinstance(value, dict):
        return {key: mapped(item, change) for key, item in value.items()}
    if isinstance(value, torch.Tensor):
        return change(value)
    if isinstance(value, bool | int | float):
        return change(torch.tensor(value)).item()
    raise TypeError(f"teach this test to change {type(value).__name__}")


def other_numbers(tensor):
    if tensor.dtype == torch.bool:
        return ~tensor
    if tensor.is_floating_point():
        return tensor + 0.5 + torch.rand_like(tensor)
    return tensor + 1


MUTANTS = {
    "input returned": lambda right: lambda *inputs: inputs[0],
    "zeros": lambda right: lambda *inputs: mapped(right(*inputs), torch.zeros_like),
    "ones": lambda right: lambda *inputs: mapped(right(*inputs), torch.ones_like),
    "wrong numbers": lambda right: (
        lambda *inputs: mapped(right(*inputs), other_numbers)
    ),
    "None": lambda right: lambda *inputs: (right(*inputs), None)[1],
    "text": lambda right: lambda *inputs: "the answer",
}


@pytest.mark.parametrize("mutant", MUTANTS)
@pytest.mark.parametrize("name", EXERCISES)
def test_an_automatic_wrong_answer_is_rejected(name, mutant):
    for attempt in ATTEMPTS:
        wrong = MUTANTS[mutant](reference(name))
        message = judge(all_exercises()[name], wrong, attempt)
        assert message is not None, "is accepted"
        assert UNCLEAR not in message
