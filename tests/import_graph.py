"""Which module of the course imports which, read from the sources; nothing is run."""

import ast
from graphlib import TopologicalSorter
from pathlib import Path

from msgan_lib import PROJECT_ROOT

CHECKERS = "TYPE_CHECKING"


def modules(root=PROJECT_ROOT):
    """Return {name: file} of all modules of both packages."""
    files = [*root.glob("msgan_lib/**/*.py"), *root.glob("msgan_tools/**/*.py")]
    return {module_name(path.relative_to(root)): path for path in files}


def module_name(path):
    """Return `a.b` for a/b.py and for a/b/__init__.py."""
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def imported(path: Path, known):
    """Return what a file imports, inside functions too; of a package, its modules."""
    names = set()
    for node in run_nodes(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names.update(each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            of_package = {f"{node.module}.{each.name}" for each in node.names}
            names.update(of_package & set(known))
            if of_package - set(known):
                names.add(node.module)
    return names


def run_nodes(node):
    """Yield the nodes below `node`, but those that type checkers alone read."""
    for child in ast.iter_child_nodes(node):
        if not (isinstance(child, ast.If) and ast.unparse(child.test) == CHECKERS):
            yield child
            yield from run_nodes(child)


def graph(root=PROJECT_ROOT):
    """Return {module: what it imports}."""
    known = modules(root)
    return {name: imported(path, known) for name, path in known.items()}


def circle(imports):
    """Return modules that import each other in a circle, None if there is none."""
    own = {name: names & imports.keys() for name, names in imports.items()}
    try:
        TopologicalSorter(own).prepare()
    except ValueError as error:  # graphlib.CycleError
        return error.args[1]
    return None
