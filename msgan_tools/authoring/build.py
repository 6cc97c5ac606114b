"""One text source makes two notebooks: the student's and the solved one.

A source is `notebooks/source/NN_name/lesson.py` (jupytext's percent format, Markdown
cells as triple-quoted strings). The student's notebook is `notebooks/NN_name.ipynb`,
the solved one `notebooks/solutions/NN_name.ipynb`. Both are stripped of outputs, but
for the cells tagged `nbval-check-output`: those keep what a run in the profile `smoke`
gave, and the tests compare it.
"""

import json
import re
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from msgan_lib import PROJECT_ROOT
from msgan_lib.ground.errors import CourseError
from msgan_lib.ground.files import write_atomically
from msgan_lib.lesson.checks import lessons_folder
from msgan_tools.authoring.convert import convert, digest
from msgan_tools.authoring.smoke_run import run_in_smoke

REFERENCE_TAG = "nbval-check-output"


def notebooks_folder() -> Path:
    """Return the folder of the notebooks; `source/` and `solutions/` are in it."""
    return PROJECT_ROOT / "notebooks"


def sources() -> Path:
    """Return the folder of the rooms, one a lesson."""
    return notebooks_folder() / "source"


def source_of(stem: str) -> Path:
    """Return the file that the notebooks of `stem` are made from."""
    return sources() / stem / "lesson.py"


def source_stems() -> list[str]:
    """Return the stems of all sources in order, such as `00_start_here`.

    Raises CourseError for a room of a lesson without the source.
    """
    for room in sources().glob("[0-9][0-9]_*/"):
        if not (room / "lesson.py").is_file():
            raise CourseError(
                f"{_name(room)} is a lesson's room without a `lesson.py`: write one, "
                "or take the folder away."
            )
    return sorted(path.parent.name for path in sources().glob("*/lesson.py"))


def is_lesson(stem: str) -> bool:
    """Return whether `stem` is a lesson's (`NN_name`); others have nothing to solve."""
    return re.match(r"\d\d_", stem) is not None


def build(
    stems: Sequence[str] = (), *, force: bool = False, execute: bool = True
) -> list[Path]:
    """Write the notebooks of `stems` (none: of all sources) and return their paths.

    Each notebook runs once in `smoke`, which fills its reference cells; with
    `execute=False` they keep the outputs they have. Raises CourseError for an unknown
    stem, for a source that is malformed or does not run, and, unless `force`, where a
    notebook was changed by hand: it may be a student's work.
    """
    planned = {
        path: notebook
        for stem in _resolve(stems)
        for path, notebook in _notebooks_of(stem)
    }
    changed = [_name(path) for path in planned if not force and _edited_by_hand(path)]
    if changed:
        raise CourseError(
            f"{', '.join(changed)}: changed by hand; keep a copy elsewhere (in work/, "
            "say), then build again with --force."
        )
    executed: dict[str, NotebookNode] = {}
    for path, notebook in planned.items():
        reference = _read(path)
        if execute:
            # A lesson without exercises is the same notebook twice: one run is enough.
            key = notebook.metadata.msgan.digest
            if key not in executed:
                executed[key] = _run(notebook, path)
            reference = executed[key]
        _keep_reference_outputs(notebook, reference)
        write_atomically(path, _dumps(notebook))
    return list(planned)


def check(stems: Sequence[str] = ()) -> list[str]:
    """Return one sentence for each notebook that is not what its source gives.

    Compares all but the outputs of reference cells and runs nothing. Without `stems` it
    looks at all sources, and at notebooks that have no source. Raises CourseError for
    an unknown stem.
    """
    problems, expected = [], set()
    for stem in _resolve(stems):
        try:
            for path, notebook in _notebooks_of(stem):
                expected.add(path)
                problem = _difference(path, notebook)
                if problem:
                    build_it = f"run `msgan notebooks build {stem}`"
                    problems.append(f"{_name(path)}: {problem}; {build_it}.")
        except CourseError as error:
            problems.append(str(error))
    if not stems:
        folder = notebooks_folder()
        built = {*folder.glob("*.ipynb"), *folder.glob("solutions/*.ipynb")}
        for path in sorted(built - expected):
            if not source_of(path.stem).exists():
                problems.append(f"{_name(path)}: has no source in notebooks/source/.")
    return problems


def _resolve(stems: Sequence[str]) -> list[str]:
    lessons_folder()  # told once, if there is none, not for every lesson
    known = source_stems()
    unknown = [stem for stem in stems if stem not in known]
    if unknown:
        raise CourseError(
            f"There is no source named {', '.join(unknown)}; there are: "
            f"{', '.join(known) or 'none'}."
        )
    return list(stems) or known


def _name(path: Path) -> str:
    """Return `path` as a reader of the repository calls it."""
    return path.relative_to(notebooks_folder().parent).as_posix()


# From the source to a notebook without outputs.


def _notebooks_of(stem: str) -> Iterator[tuple[Path, NotebookNode]]:
    """Yield path and content, without outputs, of the notebooks that a source makes."""
    folder = notebooks_folder()
    source = source_of(stem)
    try:
        text = source.read_text(encoding="utf-8")
        student, solved = convert(text, lesson=stem[:2])
    except (CourseError, OSError, UnicodeError) as error:
        reason = str(error).rstrip(".")
        raise CourseError(f"{_name(source)}: {reason}.") from error
    yield folder / f"{stem}.ipynb", student
    if is_lesson(stem):
        yield folder / "solutions" / f"{stem}.ipynb", solved


def _dumps(notebook: NotebookNode) -> str:
    return nbformat.v4.writes(notebook) + "\n"


# The notebook that is there.


def _read(path: Path) -> NotebookNode | None:
    """Return the notebook at `path`, or None if there is none or it is damaged."""
    try:
        text = path.read_text(encoding="utf-8")
        content = json.loads(text)
        if not isinstance(content, dict) or content.get("nbformat") != 4:
            return None
        with warnings.catch_warnings(action="ignore"):  # doubled ids are a difference
            nbformat.validate(content)
    except (OSError, ValueError, KeyError, nbformat.ValidationError):
        return None
    return nbformat.v4.reads(text)


def _edited_by_hand(path: Path) -> bool:
    if not path.exists():
        return False
    notebook = _read(path)
    if notebook is None:
        return True
    return notebook.metadata.get("msgan", {}).get("digest") != digest(notebook.cells)


def _difference(path: Path, expected: NotebookNode) -> str | None:
    """Return in what the notebook at `path` differs from `expected`, or None."""
    if not path.exists():
        return "is missing"
    built = _read(path)
    if built is None:
        return "is not a notebook"
    if path.read_text(encoding="utf-8") != _dumps(built):
        return "is not formatted as it was built"
    for cell in _reference_cells(built):
        if cell.execution_count is None:
            return "has a reference cell without its output"
        cell.execution_count, cell.outputs = None, []
    if built == expected:
        return None
    for number, (ours, theirs) in enumerate(
        zip(expected.cells, built.cells, strict=False), start=1
    ):
        if ours != theirs:
            return f"cell {number} is not what the source gives"
    return "is not what its source gives"


# The outputs that are kept.


def _reference_cells(notebook: NotebookNode) -> list[NotebookNode]:
    return [
        cell
        for cell in notebook.cells
        if cell.cell_type == "code" and REFERENCE_TAG in cell.metadata.get("tags", [])
    ]


def _keep_reference_outputs(notebook: NotebookNode, run: NotebookNode | None) -> None:
    """Copy the outputs of the reference cells from `run`; all others stay empty."""
    by_id = {cell.get("id"): cell for cell in run.cells} if run else {}
    for cell in _reference_cells(notebook):
        reference = by_id.get(cell.id)
        if reference is not None and reference.source == cell.source:
            cell.outputs = reference.outputs
            cell.execution_count = reference.execution_count


def _run(notebook: NotebookNode, path: Path) -> NotebookNode:
    """Return an executed copy of the notebook that will stand at `path`."""
    try:
        return run_in_smoke(notebook)
    except CourseError as error:
        raise CourseError(
            f"{_name(path)}: {error}; mend it in {_name(source_of(path.stem))}."
        ) from error
