"""From a source to its two notebooks, the student's and the solved one."""

import copy
import hashlib
import json
from collections.abc import Sequence

import jupytext
import nbformat
from nbformat import NotebookNode

from msgan_lib.ground.errors import CourseError
from msgan_tools.authoring.exercise_cells import (
    fill,
    find_triples,
    leaks,
    nbgraders_metadata,
)
from msgan_tools.authoring.quiz_cells import seal_quizzes

# What jupytext notes about the layout of the text, and what a notebook does not need;
# the points stand in nbgrader's metadata.
_LEFT_OUT = (
    "cell_marker",
    "lines_to_next_cell",
    "lines_to_end_of_cell_marker",
    "points",
)


def convert(text: str, lesson: str) -> tuple[NotebookNode, NotebookNode]:
    """Return the student's and the solved notebook of a source, without outputs.

    `text` is in jupytext's percent format, `lesson` its number. Ids and metadata are
    canonical: the same text gives the same bytes. Raises CourseError for a text that
    can't be read, for an exercise that is not well formed (find_triples), and where
    something of a solution stands in the student's notebook. Claims are left out.
    """
    try:
        raw = jupytext.reads(text, fmt="py:percent").cells
    except Exception as error:  # whatever jupytext meets is the author's to mend
        reason = str(error).partition("\n")[0]
        raise CourseError(f"can't be read ({reason})") from error
    for cell in raw:
        cell.source = cell.source.strip("\n")
    raw = [cell for cell in raw if cell.source and not is_claim(cell)]
    triples = find_triples(raw, lesson)
    for triple in triples:
        metadata = nbgraders_metadata(triple)
        for (_, cell), of_cell in zip(triple.cells(), metadata, strict=True):
            cell.metadata["nbgrader"] = of_cell
    student, solved = _notebook(raw, solved=False), _notebook(raw, solved=True)
    for number, line in leaks(triples, student.cells).items():
        raise CourseError(
            f"cell {number} of the student's notebook tells of a solution: {line!r}"
        )
    return student, solved


def is_claim(cell: NotebookNode) -> bool:
    """Return whether a source's cell holds claims, which no notebook shows.

    Raises CourseError for a text tagged so, and for a cell that is something else too.
    """
    tags = cell.metadata.get("tags", [])
    if "claim" not in tags:
        return False
    if cell.cell_type != "code" or len(tags) > 1 or "exercise" in cell.metadata:
        raise CourseError(
            f"the cell that begins {cell.source.splitlines()[0]!r} is tagged `claim`, "
            "so it must be code and nothing else beside"
        )
    return True


def _notebook(raw: Sequence[NotebookNode], *, solved: bool) -> NotebookNode:
    cells, seen = [], {}
    for cell in raw:
        # An id is made of the source's text, so that an edit moves the id of that cell
        # alone, and the student's cell has the id of the solved one.
        content = f"{cell.cell_type}\n{cell.source}".encode()
        cell_id = hashlib.sha256(content).hexdigest()[:8]
        seen[cell_id] = seen.get(cell_id, 0) + 1
        if seen[cell_id] > 1:
            cell_id = f"{cell_id}-{seen[cell_id]}"
        source = cell.source
        if cell.cell_type == "code":
            source = seal_quizzes(fill(source, solved=solved, marked=True))
        metadata = {k: v for k, v in cell.metadata.items() if k not in _LEFT_OUT}
        new_cell = getattr(nbformat.v4, f"new_{cell.cell_type}_cell")
        cells.append(new_cell(source, id=cell_id, metadata=copy.deepcopy(metadata)))
    metadata = {
        "kernelspec": {
            "display_name": "Python 3",
            "language": "python",
            "name": "python3",
        },
        "language_info": {"file_extension": ".py", "name": "python"},
        # Tells later whether the notebook is still as it was built.
        "msgan": {"digest": digest(cells)},
    }
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=metadata)
    notebook.nbformat_minor = 5
    nbformat.validate(notebook)
    return notebook


def digest(cells: Sequence[NotebookNode]) -> str:
    """Return a checksum of what the cells say, outputs and metadata aside."""
    content = json.dumps([[cell.cell_type, cell.source] for cell in cells])
    return hashlib.sha256(content.encode()).hexdigest()
