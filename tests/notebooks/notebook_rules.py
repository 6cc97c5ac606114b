"""What every notebook keeps to: a function a rule, which returns the problems found."""

import ast
import importlib
import io
import json
import re
import statistics
import tokenize
from types import ModuleType

import nbformat
from repeatable import changing_pictures
from twins import twin_problems

from msgan_lib.ground.errors import CourseError
from msgan_lib.ground.values import TYPES
from msgan_lib.lesson.quiz import check_quiz, opened
from msgan_tools.authoring.exercise_cells import BEGIN, END, ROLES

REFERENCE_TAG = "nbval-check-output"
MAX_BYTES = 200_000  # above that GitHub's view and reviews suffer
MAX_REFERENCE = 2_000  # characters: a reference is small text
LINE_LENGTH = 88
SKELETON = ("**You will**", "**You need**", "**Time**")
CLOSING = ("Summary", "What we did not show", "Further reading")
FIELDS = (
    *("**Goal.**", "**Signature.**", "**Given.**", "**Example.**", "**Checked**"),
    *("**Time.**", "<summary>Hint 1", "<summary>Hint 2", "<summary>Hint 3"),
    *("#### When it passes", "<summary>Answer"),
)
CELLS, WORDS, CODE_LINES = (30, 60), (900, 2_500), (3, 8)
ON_TWO_DAYS = {"cells": (30, 80), "words": (900, 4_000)}  # has a heading "# Day 2"
NBGRADER = {
    **{"schema_version": int, "grade_id": str, "task": bool},
    **{"grade": bool, "solution": bool, "locked": bool},
}


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def markdown_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "markdown"]


def tags(cell):
    return cell.metadata.get("tags", [])


def called_names(tree):
    """Yield the first name of every call: `plots` of `plots.image_grid(...)`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            root = node.func
            while isinstance(root, ast.Attribute):
                root = root.value
            if isinstance(root, ast.Name):
                yield root.id


def parameters_are_plain(notebook):
    cells = [cell for cell in notebook.cells if "parameters" in tags(cell)]
    if len(cells) != 1:
        return [f"{len(cells)} cells are tagged `parameters`, not one"]
    problems, source = [], cells[0].source
    commented = {
        token.start[0]
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type == tokenize.COMMENT and token.line.split("#")[0].strip()
    }
    for node in ast.parse(source).body:
        if not isinstance(node, ast.AnnAssign) or node.value is None:
            problems.append(f"`{ast.unparse(node)}` is no annotated parameter")
            continue
        kind = TYPES.get(ast.unparse(node.annotation))
        try:
            value = ast.literal_eval(node.value)
        except ValueError:
            value = None
        if kind is None or type(value) is not kind:
            problems.append(f"`{ast.unparse(node)}` is no plain literal of its type")
        if node.end_lineno not in commented:
            problems.append(f"`{ast.unparse(node)}` has no comment beside it")
    for line in ('profile: str = "class"', "seed: int = 0"):
        if not re.search(f"^{re.escape(line)} ", source, re.MULTILINE):
            problems.append(f"the parameter `{line}` is missing")
    return problems


def skeleton_is_there(notebook):
    problems, first = [], notebook.cells[0]
    if first.cell_type != "markdown" or not re.match(r"# \S", first.source):
        problems.append("the first cell has no title")
    front = []
    for cell in notebook.cells:
        if cell.cell_type == "code":
            break
        front.append(cell.source)
    places = ["\n".join(front).find(words) for words in SKELETON]
    if -1 in places or places != sorted(places):
        problems.append(f"before the code there must be {', '.join(SKELETON)}")
    headings = re.findall(
        r"^#+ +(.*?) *$",
        "\n".join(cell.source for cell in markdown_cells(notebook)),
        re.MULTILINE,
    )
    if [heading for heading in headings if heading in CLOSING] != list(CLOSING):
        problems.append(f"the closing headings are not {', '.join(CLOSING)}")
    code = code_cells(notebook)
    if not code or "run.save(" not in code[-1].source:
        problems.append("the last code cell does not save the result (`run.save`)")
    return problems


def code_is_portable_python(notebook):
    problems = []
    for number, cell in enumerate(code_cells(notebook), start=1):
        try:
            ast.parse(cell.source)
        except SyntaxError as error:  # magics (`%`) and shell lines (`!`) among them
            problems.append(f"code cell {number} is not plain Python: {error.msg}")
        if "get_ipython" in cell.source:
            problems.append(f"code cell {number} calls IPython's own commands")
        if re.search(r"\w+://", cell.source):
            problems.append(f"code cell {number} has a network address")
        for line in cell.source.splitlines():
            if len(line) > LINE_LENGTH:
                problems.append(f"code cell {number}: {len(line)} characters in a line")
    return problems


def library_names_exist(notebook):
    """Check imports of `msgan_lib`, and what is then read from its modules."""
    problems, modules = [], {}
    for cell in code_cells(notebook):
        tree = _parse(cell)
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                wanted = [(alias.name, None, alias) for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                wanted = [(node.module, alias.name, alias) for alias in node.names]
            else:
                continue
            for module, name, alias in wanted:
                if module is None or module.split(".")[0] != "msgan_lib":
                    continue
                thing = _find(module, name)
                if thing is None:
                    problems.append(f"there is no {module}{'.' + name if name else ''}")
                elif isinstance(thing, ModuleType):
                    modules[alias.asname or name or module] = thing
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                module = modules.get(node.value.id)
                if module and _find(module.__name__, node.attr) is None:
                    problems.append(f"there is no {module.__name__}.{node.attr}")
    return problems


def _parse(cell):
    try:
        return ast.parse(cell.source)
    except SyntaxError:
        return ast.Module([], [])  # another rule's problem


def _find(module, name):
    try:
        found = importlib.import_module(module)
        if name is None or hasattr(found, name):
            return found if name is None else getattr(found, name)
        return importlib.import_module(f"{module}.{name}")
    except ImportError:
        return None


def pictures_have_alt_text(notebook):
    problems = []
    for cell in markdown_cells(notebook):
        for text, target in re.findall(r"!\[([^\]]*)\][\[(]([^\])]*)", cell.source):
            if len(text.split()) < 3:
                problems.append(f"the picture {target[:40]} has no alt text")
        for tag in re.findall(r"<img\b[^>]*>", cell.source):
            if not re.search(r"""\balt=["'][^"']*\w+ \w+ \w+""", tag):
                problems.append(f"the picture {tag[:60]} has no alt text")
    return problems


def formulas_can_be_read(notebook):
    """In a formula MathJax takes two backslashes for a new line, not for a command."""
    problems = []
    for cell in markdown_cells(notebook):
        for formula in re.findall(r"\$\$.+?\$\$|\$[^$]+\$", cell.source, re.DOTALL):
            for command in re.findall(r"\\\\[A-Za-z]+", formula):
                problems.append(f"a formula has `{command}`, with two backslashes")
    return problems


def figures_are_explained(notebook):
    """A cell that draws is followed by what the figure shows."""
    problems, drawing = [], {"plt", "plots"}
    for cell in code_cells(notebook):
        for node in ast.walk(_parse(cell)):
            if isinstance(node, ast.ImportFrom) and node.module == "msgan_lib.plots":
                drawing |= {alias.asname or alias.name for alias in node.names}
    for number, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type == "code" and drawing & set(called_names(_parse(cell))):
            after = notebook.cells[number : number + 1]
            text = after and after[0].cell_type == "markdown" and after[0].source
            if not text or text.startswith("#"):
                problems.append(f"cell {number} draws, and no text follows it")
    return problems


def file_is_clean(notebook):
    problems = []
    size = len(json.dumps(notebook, ensure_ascii=False).encode())
    if size > MAX_BYTES:
        problems.append(f"the file has {size} bytes")
    for key in ("widgets", "papermill"):
        if key in notebook.metadata or any(key in c.metadata for c in notebook.cells):
            problems.append(f"the metadata has a block `{key}`")
    for number, cell in enumerate(code_cells(notebook), start=1):
        stripped = cell.execution_count is None and cell.outputs == []
        if REFERENCE_TAG not in tags(cell) and not stripped:
            problems.append(f"code cell {number} has outputs and is no reference")
    return problems


def references_are_compared(notebook):
    """A lesson has reference cells, and nbval can compare each one anywhere."""
    cells = [cell for cell in code_cells(notebook) if REFERENCE_TAG in tags(cell)]
    if not cells:
        return [f"no cell is tagged `{REFERENCE_TAG}`"]
    problems = []
    for cell in cells:
        # nbval looks at no cell that has no execution count.
        if cell.execution_count is None or not cell.outputs:
            problems.append("a reference cell was not run or printed nothing")
        for output in cell.outputs:
            if output.output_type == "stream" and output.name == "stdout":
                text = output.text
            elif set(output.get("data", ())) == {"text/plain"}:
                text = output.data["text/plain"]
            else:
                problems.append(f"a reference is no plain text: {output.output_type}")
                continue
            if len(text) > MAX_REFERENCE or re.search(r"0x[0-9a-f]{6,}", text):
                problems.append("a reference is long or has an address in memory")
    return problems


def is_valid(notebook):
    ids = [cell.get("id") for cell in notebook.cells]
    if None in ids or len(set(ids)) != len(ids):
        return ["cells lack an id of their own"]
    try:
        nbformat.validate(notebook)
    except nbformat.ValidationError as error:
        return [str(error).partition("\n")[0]]
    return []


def role(cell):
    """Return what a cell is to an exercise: its text, solution or check, or None."""
    return next((tag for tag in ROLES if tag in tags(cell)), None)


def exercises_are_there(notebook):
    """Two to four, complete and in their place; the warm-up of lesson 00 may be one."""
    problems, texts, headings = [], [], set()
    cells = notebook.cells
    for number, cell in enumerate(cells):
        if cell.cell_type == "markdown":
            headings.update(re.findall(r"^## +(.*?) *$", cell.source, re.MULTILINE))
        if role(cell) != "exercise":
            continue
        name, three = cell.metadata.get("exercise"), cells[number : number + 3]
        texts.append(name)
        if [role(each) for each in three] != list(ROLES) or any(
            each.metadata.get("exercise") != name for each in three
        ):
            problems.append(f"{name}: text, solution and check do not follow in order")
        places = [cell.source.find(field) for field in FIELDS]
        if -1 in places or places != sorted(places):
            problems.append(f"{name}: these must stand in order: {', '.join(FIELDS)}")
        if not re.search(r"\*\*Time\.\*\*\s+\d+\s+minutes,\s+\w+", cell.source):
            problems.append(f"{name}: `**Time.** 5 minutes, easy` is not what it says")
        if "Summary" in headings:
            problems.append(f"{name}: stands after the Summary")
    least = 1 if any(str(name).startswith("00_") for name in texts) else 2
    if not least <= len(texts) <= 4:
        problems.append(f"{len(texts)} exercises, not from {least} to 4")
    if sum(role(cell) is not None for cell in cells) != 3 * len(texts):
        problems.append("a solution or a check has no text")
    return problems


def nbgrader_can_read_it(notebook):
    """What nbgrader's schema 3 and its generate_assignment ask of a notebook."""
    problems, seen = [], set()
    solved = any(BEGIN in cell.source for cell in notebook.cells)
    for number, cell in enumerate(notebook.cells, start=1):
        metadata, part = cell.metadata.get("nbgrader"), role(cell)
        if (metadata is None) != (part is None):
            problems.append(f"cell {number}: nbgrader's metadata is there or not there")
        marks = [cell.source.count(mark) for mark in (BEGIN, END, "SOLUTION")]
        if marks != ([1, 1, 2] if solved and part == "solution" else [0, 0, 0]):
            problems.append(f"cell {number}: nbgrader cuts out too much or too little")
        if metadata is None or part is None:
            continue
        kinds = NBGRADER | ({"points": float} if part == "check" else {})
        if {name: type(value) for name, value in metadata.items()} != kinds:
            problems.append(f"cell {number}: nbgrader's metadata is not of its schema")
            continue
        wanted = (3, part == "check", part == "solution", part != "solution", False)
        names = ("schema_version", "grade", "solution", "locked", "task")
        if tuple(metadata[name] for name in names) != wanted:
            problems.append(f"cell {number}: nbgrader takes it for something else")
        name = metadata["grade_id"]
        if not re.fullmatch(r"[a-zA-Z0-9_-]+", name) or name in seen:
            problems.append(f"cell {number}: the grade_id {name!r} is no good")
        seen.add(name)
        if not metadata.get("points", 1) > 0:
            problems.append(f"cell {number}: earns nothing")
    return problems


def size_is_right(notebook):
    """Cells, words and lines of code of what is to be read; exercises come on top."""
    read = [cell for cell in notebook.cells if role(cell) is None]
    words = sum(len(c.source.split()) for c in read if c.cell_type == "markdown")
    lines = [
        sum(bool(line.strip()) for line in cell.source.splitlines())
        for cell in read
        if cell.cell_type == "code"
    ]
    limits = {"cells": CELLS, "words": WORDS}
    if any(re.search("^# Day 2", c.source, re.M) for c in markdown_cells(notebook)):
        limits = ON_TWO_DAYS
    counted = (
        ("cells", len(read), limits["cells"]),
        ("words", words, limits["words"]),
        ("lines of code a cell in the median", statistics.median(lines), CODE_LINES),
    )
    return [
        f"{number} {what}, not from {low} to {high}"
        for what, number, (low, high) in counted
        if not low <= number <= high
    ]


def quizzes_are_asked(notebook):
    """Two or three, whose answers can't be read in the cell above the question."""
    problems, count = [], 0
    for cell in code_cells(notebook):
        for node in ast.walk(_parse(cell)):
            if not (isinstance(node, ast.Call) and ast.unparse(node.func) == "quiz"):
                continue
            count += 1
            named = {keyword.arg: keyword.value for keyword in node.keywords}
            try:
                question, options = map(ast.literal_eval, node.args)
                answers = ast.literal_eval(named.pop("answers"))
                replies, right = opened(options, answers)
                check_quiz(question, replies, right)
                if isinstance(options, dict) or any(
                    reply in cell.source for reply in replies.values()
                ):
                    problems.append(f"quiz {count}: its answers can be read")
            except (CourseError, KeyError, TypeError, ValueError) as error:
                problems.append(f"quiz {count}: {error}")
            if named:
                problems.append(f"quiz {count} is called with {', '.join(named)}")
    if not 2 <= count <= 3:
        problems.append(f"{count} quizzes, not two or three")
    return problems


def inline_code_is_the_librarys(notebook):
    """What is shown and also stands in the library is the same code in both."""
    return twin_problems(
        [cell.source for cell in code_cells(notebook) if role(cell) != "solution"]
    )


def cells_can_be_run_again(notebook):
    """Pictures do not change when a cell is run once more."""
    return changing_pictures([_parse(cell) for cell in code_cells(notebook)])


EVERY_NOTEBOOK = (
    is_valid,
    parameters_are_plain,
    code_is_portable_python,
    library_names_exist,
    pictures_have_alt_text,
    formulas_can_be_read,
    figures_are_explained,
    file_is_clean,
    nbgrader_can_read_it,
    inline_code_is_the_librarys,
    cells_can_be_run_again,
)
EVERY_LESSON = (
    skeleton_is_there,
    references_are_compared,
    exercises_are_there,
    size_is_right,
    quizzes_are_asked,
)
