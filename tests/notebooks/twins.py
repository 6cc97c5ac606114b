"""Functions that a lesson shows and the library has: the same syntax tree in both.

Docstrings and type hints aside. In the lesson a line names the twin:

    # In the library: msgan_lib.pyramid.blur
    def blur(x): ...

A first, naive form of the same name may come before it, without that line.
"""

import ast
import functools
import importlib.util
import pkgutil
import re
from pathlib import Path

import msgan_lib

MARK = re.compile(r"^# In the library: (msgan_lib[\w.]*)\.(\w+)$", re.MULTILINE)
DEFINITIONS = ast.FunctionDef | ast.ClassDef


def twin_problems(sources):
    """Return what is wrong with the definitions in the sources of code cells."""
    problems, last = [], {}
    for source in sources:
        try:
            body = ast.parse(source).body
        except SyntaxError:
            continue  # another rule's problem
        places = [node.lineno for node in body if isinstance(node, DEFINITIONS)]
        marks = {}
        for match in MARK.finditer(source):
            line = source.count("\n", 0, match.start()) + 1
            marks[min((p for p in places if p > line), default=None)] = match
        if None in marks:
            problems.append(f"`{marks.pop(None)[0]}` stands above no definition")
        for node in body:
            if isinstance(node, DEFINITIONS):
                last[node.name] = (node, marks.get(node.lineno))
    for name, (node, mark) in last.items():
        if mark is None:
            if name in library_names():
                problems.append(
                    f"`{name}` is the library's too ({library_names()[name]}): say so "
                    "in a line `# In the library: ...` above it, or choose another name"
                )
            continue
        twin = definitions(mark[1]).get(mark[2])
        if twin is None or mark[2] != name:
            problems.append(f"`{name}` has no twin {mark[1]}.{mark[2]}")
        elif bare(twin) != bare(node):
            problems.append(f"`{name}` differs from {mark[1]}.{mark[2]}")
    return problems


def definitions(module):
    """Return the functions and classes that a module of the library defines."""
    try:
        spec = importlib.util.find_spec(module)
    except ImportError:
        spec = None
    if spec is None:
        return {}
    body = ast.parse(Path(spec.origin).read_text("utf-8")).body
    return {node.name: node for node in body if isinstance(node, DEFINITIONS)}


@functools.cache
def library_names():
    """Return the public definitions of the library and where they stand."""
    return {
        name: module.name
        for module in pkgutil.walk_packages(msgan_lib.__path__, "msgan_lib.")
        for name in definitions(module.name)
        if not name.startswith("_")
    }


def bare(node):
    """Return a definition as text, without docstrings and type hints."""
    node = ast.parse(ast.unparse(node)).body[0]
    for inner in ast.walk(node):
        if isinstance(inner, ast.FunctionDef):
            inner.returns = None
        if isinstance(inner, ast.arg):
            inner.annotation = None
        if isinstance(inner, DEFINITIONS):
            if ast.get_docstring(inner) is not None:
                inner.body = inner.body[1:] or [ast.Pass()]
            inner.body = [plain_assignment(step) for step in inner.body]
    return ast.dump(node)


def plain_assignment(step):
    """Return `x = 1` for `x: int = 1`, and any other statement as it is."""
    if isinstance(step, ast.AnnAssign) and step.value is not None:
        return ast.Assign([step.target], step.value)
    return step
