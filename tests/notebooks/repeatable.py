"""What in a notebook changes when a cell is run once more: found without running it.

A stream of random numbers goes on where it stood, and a network made without a seed
gets other weights. Neither may reach a picture.
"""

import ast
import re

NETWORKS = re.compile(r"msgan_lib\.networks|torchvision\.ops")


def changing_pictures(cells):
    """Return a problem for each of the `cells` (trees) that would show something else.

    A name is unsure if it was bound to a network while its cell had no seed, or to what
    was computed from an unsure name. Loading weights makes it sure.
    """
    problems, classes, unsure, streams = [], set(), set(), set()
    for number, tree in enumerate(cells, start=1):
        seeded, own_streams = False, set()
        for statement in tree.body:
            bound, read = names_of(statement)
            words = ast.unparse(statement)
            if isinstance(statement, ast.ImportFrom):
                if NETWORKS.match(statement.module):
                    names = {alias.name for alias in statement.names}
                    classes |= {name for name in names if name[0].isupper()}
                continue
            if found := read & (streams - own_streams):
                problems.append(
                    f"code cell {number} draws from {found} of another cell"
                )
            seeded = seeded or "seed_everything(" in words
            if "load_state_dict(" in words:
                unsure -= bound | read
            elif (called(statement) & classes and not seeded) or read & unsure:
                unsure |= bound
            else:
                unsure -= bound
            if re.match(r"\w+ = named_generator\(", words):
                own_streams |= bound
            if read & {"plots", "widgets"} and read & unsure:
                problems.append(
                    f"code cell {number} draws {read & unsure}, made without a seed"
                )
        streams |= own_streams
    return problems


def called(statement):
    """Return the plain names that a statement calls."""
    calls = (node.func for node in ast.walk(statement) if isinstance(node, ast.Call))
    return {func.id for func in calls if isinstance(func, ast.Name)}


def names_of(statement):
    """Return the names that a statement binds, and those of outside that it reads."""
    bound, read = set(), set()
    for node in ast.walk(statement):
        if isinstance(node, ast.Name):
            (bound if isinstance(node.ctx, ast.Store) else read).add(node.id)
        elif isinstance(node, ast.arg):
            bound.add(node.arg)
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return {statement.name}, read - bound
    return bound, read
