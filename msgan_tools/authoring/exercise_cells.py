"""The three cells of an exercise: its text, its solution, its check.

In a source (`# %%` lines with the tags and the same `exercise="NN_name"` on all three)
the text comes first, then the solution, then the check. The solution is one function,
called `name`, whose whole body between `# SOLUTION` and `# END` is the reference; the
student's notebook has a stub there. All three cells get nbgrader's metadata (schema 3),
and the solved notebook keeps nbgrader's marks around the reference, so that `nbgrader
generate_assignment` cuts out exactly that.
"""

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode

from msgan_lib.ground.errors import CourseError
from msgan_lib.lesson.checks import EXERCISE_ID, find_exercise

STUB = "...  # your code here"
BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"  # nbgrader's marks
ROLES = {"exercise": "markdown", "solution": "code", "check": "code"}  # in order
TELLING = 20  # characters: shorter lines of a solution stand in many programs

_SOLUTION = re.compile(
    r"^(?P<indent>[ \t]*)# SOLUTION[ \t]*\n"
    r"(?P<body>.*?)"
    r"^(?P=indent)# END[ \t]*(?:\n|\Z)",
    re.MULTILINE | re.DOTALL,
)
_MARKER = re.compile(r"^[ \t]*# (?:SOLUTION|END)[ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class Triple:
    """The cells of one exercise."""

    exercise_id: str
    points: float
    text: NotebookNode
    solution: NotebookNode
    check: NotebookNode

    @property
    def function(self) -> str:
        """The name of the function that the student writes."""
        return self.exercise_id.partition("_")[2]

    def cells(self) -> Iterator[tuple[str, NotebookNode]]:
        """Yield each cell with its role, in order."""
        yield from (("exercise", self.text), ("solution", self.solution))
        yield "check", self.check


def find_triples(cells: Sequence[NotebookNode], lesson: str) -> list[Triple]:
    """Return the exercises among the cells of a source; `lesson` is its number.

    Raises CourseError, naming the exercise, for cells that are not three of a kind in
    order, for a name used twice or not registered with `@exercise`, for other points
    than it has there, for a solution that is more or less than a function's whole body,
    for a check of something else, and for a cell outside that uses the answer.
    """
    tagged = [(role, cell) for cell in cells if (role := _role(cell))]
    if [role for role, _ in tagged] != list(ROLES) * (len(tagged) // len(ROLES)):
        raise CourseError(
            "the cells of an exercise are tagged `exercise`, `solution` and `check`, "
            "in this order and in no other way"
        )
    triples = []
    for start in range(0, len(tagged), len(ROLES)):
        text, solution, check = (cell for _, cell in tagged[start : start + 3])
        name = text.metadata.get("exercise")
        if any(cell.metadata.get("exercise") != name for cell in (solution, check)):
            raise CourseError(f"the three cells of exercise {name!r} must name it all")
        triples.append(_triple(name, lesson, text, solution, check))
    names = [triple.exercise_id for triple in triples]
    if len(set(names)) < len(names):
        raise CourseError(f"two exercises have the same name among {', '.join(names)}")
    for triple in triples:
        _stands_alone(triple, cells)
    return triples


def _role(cell: NotebookNode) -> str | None:
    """Return what a cell is to an exercise, None if it is nothing to any."""
    roles = [role for role in ROLES if role in cell.metadata.get("tags", [])]
    if not roles and not _MARKER.search(cell.source):
        return None
    if len(roles) != 1 or cell.cell_type != ROLES[roles[0]]:
        raise CourseError(
            f"the cell that begins {cell.source.splitlines()[0]!r} must be a text "
            "tagged `exercise`, or code tagged `solution` or `check`, and only a "
            "solution has the lines `# SOLUTION` and `# END`"
        )
    return roles[0]


def _triple(
    name: Any,
    lesson: str,
    text: NotebookNode,
    solution: NotebookNode,
    check: NotebookNode,
) -> Triple:
    parts = EXERCISE_ID.fullmatch(name) if isinstance(name, str) else None
    if not parts or parts[1] != lesson:
        raise CourseError(
            f'exercise {name!r} must be named as in exercise="{lesson}_f"'
        )
    points = find_exercise(name).points
    stated = text.metadata.get("points", points)
    if stated != points:
        raise CourseError(
            f"exercise {name} has {stated} points here, but {points:g} in "
            "`@exercise`; drop them here"
        )
    triple = Triple(name, points, text, solution, check)
    _is_a_whole_body(triple)
    calls = _parsed(name, check.source).body
    wanted = f"check({name!r}, {triple.function})"
    if not calls or ast.unparse(calls[-1]) != wanted:
        raise CourseError(f"the last line of the check of {name} must be {wanted}")
    return triple


def _is_a_whole_body(triple: Triple) -> None:
    """Prove that the student's cell is the solution without the body of its function.

    So what a student is given stands in the solution, and a stub does nothing.
    """
    name = triple.exercise_id
    regions = list(_SOLUTION.finditer(triple.solution.source))
    given, solved = (
        _parsed(name, fill(triple.solution.source, solved=solved))
        for solved in (False, True)
    )
    bodies = []
    for tree in (given, solved):
        if len(tree.body) == 1 and isinstance(tree.body[0], ast.FunctionDef):
            bodies.append(tree.body[0].body)
            tree.body[0].body = bodies[-1][:1]  # what is left: the head, the docstring
    if (
        len(regions) != 1
        or len(bodies) != 2
        or given.body[0].name != triple.function
        or ast.get_docstring(given.body[0]) is None
        or [ast.unparse(step) for step in bodies[0][1:]] != ["..."]
        or not bodies[1][1:]
        or ast.dump(given) != ast.dump(solved)
    ):
        raise CourseError(
            f"the solution of {name} must be one function `{triple.function}` with a "
            "docstring, and all below that between `# SOLUTION` and `# END`"
        )


def _parsed(name: str, source: str) -> ast.Module:
    try:
        return ast.parse(source)
    except SyntaxError as error:
        raise CourseError(f"exercise {name} is not Python: {error.msg}") from error


def _stands_alone(triple: Triple, cells: Sequence[NotebookNode]) -> None:
    """Raise CourseError if a cell outside the exercise uses the student's function."""
    for number, cell in enumerate(cells, start=1):
        if cell.cell_type != "code" or any(cell is own for _, own in triple.cells()):
            continue
        try:
            tree = ast.parse(fill(cell.source, solved=True))
        except SyntaxError:
            continue  # a magic: no names of Python's in it
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and node.id == triple.function:
                raise CourseError(
                    f"cell {number} uses `{triple.function}`, the answer of exercise "
                    f"{triple.exercise_id}, which a student may leave out"
                )


def fill(source: str, *, solved: bool, marked: bool = False) -> str:
    """Return a cell's text with the reference, or with the stub in its place.

    `marked` puts nbgrader's marks around the reference.
    """

    def replacement(region: re.Match) -> str:
        indent, body = region["indent"], region["body"]
        if not solved:
            return f"{indent}{STUB}\n"
        return f"{indent}{BEGIN}\n{body}{indent}{END}\n" if marked else body

    filled = _SOLUTION.sub(replacement, source)
    if _MARKER.search(filled):
        raise CourseError("`# SOLUTION` and `# END` come in pairs")
    return filled.rstrip()


def nbgraders_metadata(triple: Triple) -> list[dict[str, Any]]:
    """Return nbgrader's metadata (schema 3) of the three cells, in order."""
    metadata = [
        {
            "schema_version": 3,
            "grade": role == "check",
            "grade_id": triple.exercise_id + ("" if role == "solution" else f"-{role}"),
            "locked": role != "solution",
            "solution": role == "solution",
            "task": False,
        }
        for role, _ in triple.cells()
    ]
    metadata[-1]["points"] = triple.points
    return metadata


def leaks(triples: Sequence[Triple], student: Sequence[NotebookNode]) -> dict[int, str]:
    """Return what of the solutions stands in a student's cells, by the cells' numbers.

    A whole solution counts, and any line of it that is long enough to tell something;
    spaces don't matter.
    """
    telling = set()
    for triple in triples:
        body = _SOLUTION.search(triple.solution.source)["body"]
        lines = [" ".join(line.split()) for line in body.splitlines()]
        telling |= {" ".join(body.split())}
        telling |= {x for x in lines if len(x) >= TELLING and not x.endswith(":")}
    texts = [" ".join(cell.source.split()) for cell in student]
    return {
        number: line
        for number, text in enumerate(texts, start=1)
        for line in sorted(telling)
        if line in text
    }
