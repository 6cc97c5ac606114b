"""A run's identity: a checksum of all that can change its numbers, and of nothing else.

That is the code cells of the notebook and the science that they import, directly or
not, without comments and docstrings; the recipes that the cells name or receive; the
data, weights and recorded rows that are read; profile, parameters and device. Whoever
corrects a sentence or adds a method makes no finished run another one.
"""

import ast
import fnmatch
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from msgan_lib import PROJECT_ROOT
from msgan_lib.ground.folders import weights_folder
from msgan_lib.training import recipes
from msgan_tools.run import import_graph
from msgan_tools.run.notebook_file import Notebook

PROSE = ("quiz",)  # calls in a cell that say something and compute nothing
DOCUMENTED = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
TELLING = 4  # letters of an f-string that name something


@dataclass(frozen=True)
class Code:
    """What a notebook computes, the same for all of its runs."""

    checksum: str  # of its cells, of the science below them, of the files they read
    methods: tuple[str, ...]  # whose recipes the cells name
    files: tuple[str, ...]  # recorded rows and weights that are read


def identity(
    notebook: Notebook,
    parameters: Mapping[str, Any],
    data_checksum: str,
    device: str = "cpu",
    code: Code | None = None,
) -> str:
    """Return 16 hex digits that change with whatever may change the run's numbers.

    `parameters` are all of them, the profile too; `code` is what `read_code` returned,
    if it was asked before: whoever plans many runs of a notebook reads it once.
    """
    code = code or read_code(notebook)
    changes = parameters.get("recipe", {})
    named = {method: recipes.resolve(method) for method in code.methods}
    if method := parameters.get("method"):
        named[f"{method}, changed"] = recipes.resolve(method, changes)
    whole = [code.checksum, named, sorted(parameters.items()), data_checksum, device]
    return hashlib.sha256(json.dumps(whole).encode()).hexdigest()[:16]


def read_code(notebook: Notebook) -> Code:
    """Read a notebook's code cells, the science that they import, and its files.

    The cell of parameters is left out: their values count, not their defaults. Rows
    that runs of this very notebook recorded are not among the files: no run depends on
    the others.
    """
    cells = [_parsed(source) for kind, source in notebook.cells if kind == "code"]
    files = import_graph.modules("msgan_lib")
    graph = import_graph.import_graph("msgan_lib")
    start = set().union(*(import_graph.imported(cell, files) for cell in cells))
    science = {
        name: ast.parse(files[name].read_bytes())
        for name in import_graph.science_reached(start, graph)
    }
    words = _words(*cells)
    of_science = _words(*science.values())
    read = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in _files_to_read()
        if path.stem != notebook.path.stem and _named(path.stem, words | of_science)
    }
    code = [
        [_shape(cell) for cell in cells],
        {name: _shape(tree) for name, tree in science.items()},
        read,
    ]
    return Code(
        hashlib.sha256(json.dumps(code).encode()).hexdigest(),
        tuple(name for name in recipes.methods() if _named(name, words)),
        tuple(read),
    )


def _files_to_read() -> list[Path]:
    """Return the files that runs may read beside the data: recorded rows, weights."""
    rows = (PROJECT_ROOT / "data" / "results").glob("*.jsonl")
    return sorted(rows) + sorted(weights_folder().glob("*.safetensors"))


def _parsed(source: str) -> ast.Module:
    """Return a cell's syntax tree without its quizzes; its text, if it has a magic."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return ast.Module([ast.Assign([], ast.Constant(source))], [])
    tree.body = [step for step in tree.body if not _is_prose(step)]
    return tree


def _is_prose(step: ast.stmt) -> bool:
    match step:
        case ast.Expr(ast.Call(ast.Name(name))):
            return name in PROSE
    return False


def _shape(node: Any) -> Any:
    """Return a syntax tree as lists, without docstrings, empty fields and places.

    `ast.dump` writes other things in other versions of Python.
    """
    if isinstance(node, list):
        return [_shape(item) for item in node]
    if not isinstance(node, ast.AST):
        return repr(node)
    fields = dict(ast.iter_fields(node))
    if isinstance(node, DOCUMENTED) and ast.get_docstring(node) is not None:
        fields["body"] = node.body[1:]
    kept = {n: _shape(value) for n, value in fields.items() if value not in (None, [])}
    return [type(node).__name__, kept]


def _words(*trees: ast.AST) -> set[str]:
    """Return all strings in syntax trees; what an f-string fills in is a `*`."""
    nodes = [node for tree in trees for node in ast.walk(tree)]
    return {
        node.value
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    } | {
        "".join(_literal(part) for part in node.values)
        for node in nodes
        if isinstance(node, ast.JoinedStr)
    }


def _literal(part: ast.expr) -> str:
    return str(part.value) if isinstance(part, ast.Constant) else "*"


def _named(name: str, words: set[str]) -> bool:
    """Return whether one of some strings is `name`, or an f-string that may be."""
    return name in words or any(
        len(word.strip("*")) >= TELLING and fnmatch.fnmatchcase(name, word)
        for word in words
        if "*" in word
    )
