"""Which module of the course imports which: read from the sources, nothing is run."""

import ast
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from msgan_lib import PROJECT_ROOT

PACKAGES = ("msgan_lib", "msgan_tools")
# Rooms of msgan_lib that no number depends on: what shows, and what a lesson calls.
BESIDE_THE_SCIENCE = ("msgan_lib.plots", "msgan_lib.widgets", "msgan_lib.lesson")
CHECKERS = "TYPE_CHECKING"


def modules(*packages: str) -> dict[str, Path]:
    """Return {name: file} of the modules of some packages, of all if none is named."""
    return {
        module_name(path.relative_to(PROJECT_ROOT)): path
        for package in packages or PACKAGES
        for path in sorted((PROJECT_ROOT / package).rglob("*.py"))
    }


def module_name(path: Path) -> str:
    """Return `a.b` for a/b.py and for a/b/__init__.py."""
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def imported(tree: ast.AST, known: Collection[str]) -> set[str]:
    """Return what a syntax tree imports, inside functions too.

    Of a package that is imported from, these are the modules; `known` are all modules.
    """
    names = set()
    for node in _nodes_that_run(tree):
        if isinstance(node, ast.Import):
            names.update(each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            of_package = {f"{node.module}.{each.name}" for each in node.names}
            names |= of_package & set(known)
            if of_package - set(known):
                names.add(node.module)
    return names


def _nodes_that_run(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes below `node`, but those that type checkers alone read."""
    for child in ast.iter_child_nodes(node):
        if not (isinstance(child, ast.If) and ast.unparse(child.test) == CHECKERS):
            yield child
            yield from _nodes_that_run(child)


def import_graph(*packages: str) -> dict[str, set[str]]:
    """Return {module: all that it imports} for the modules of some packages."""
    known = modules(*packages)
    return {
        name: imported(ast.parse(path.read_bytes()), known)
        for name, path in known.items()
    }


def is_science(module: str) -> bool:
    """Return whether numbers of a run may depend on a module of the course."""
    room = ".".join(module.split(".")[:2])
    return module.split(".")[0] == "msgan_lib" and room not in BESIDE_THE_SCIENCE


def science_reached(start: Iterable[str], graph: Mapping[str, set[str]]) -> list[str]:
    """Return the science among the modules `start` and all that it imports, sorted."""
    reached: set[str] = set()
    waiting = set(start)
    while waiting:
        name = waiting.pop()
        if name in graph and is_science(name) and name not in reached:
            reached.add(name)
            waiting |= graph[name]
    return sorted(reached)
