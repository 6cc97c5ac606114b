"""The quizzes of a source, with their answers encoded for the notebooks."""

import ast
import textwrap

from msgan_lib.ground.errors import CourseError
from msgan_lib.lesson.quiz import check_quiz, sealed

WIDTH = 76  # characters of code in a line


def seal_quizzes(source: str) -> str:
    """Return the source of a code cell with the answers of its quizzes encoded.

    A quiz is a statement of its own, all of literals. Raises CourseError for another
    one and for what is no question (check_quiz).
    """
    if "quiz(" not in source:
        return source
    lines = source.splitlines()
    for step in reversed(_parsed(source).body):
        if isinstance(step, ast.Expr) and _is_quiz(step.value):
            lines[step.lineno - 1 : step.end_lineno] = _sealed(step.value, source)
    return "\n".join(lines)


def _parsed(source: str) -> ast.Module:
    try:
        return ast.parse(source)
    except SyntaxError:
        return ast.Module([], [])  # told when the cell runs


def _is_quiz(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "quiz"


def _sealed(call: ast.Call, source: str) -> list[str]:
    """Return the lines of a call whose answers are encoded."""
    try:
        (question, options), (right,) = call.args, call.keywords
        literals = [ast.literal_eval(x) for x in (question, options, right.value)]
        if right.arg != "right" or not isinstance(options, ast.Dict):
            raise ValueError
    except (TypeError, ValueError):
        raise CourseError(
            'a quiz is `quiz("question", {"option": "answer", ...}, right="option")`, '
            f"all of literals, not {ast.unparse(call)[:60]!r}"
        ) from None
    check_quiz(*literals)
    texts = [ast.get_source_segment(source, option) for option in options.keys]
    pieces = textwrap.wrap(sealed(*literals[1:]), WIDTH)
    return [
        "quiz(",
        f"    {ast.get_source_segment(source, question)},",
        "    [",
        *(f"        {text}," for text in texts),
        "    ],",
        "    answers=(",
        *(f'        "{piece}"' for piece in pieces),
        "    ),",
        ")",
    ]
