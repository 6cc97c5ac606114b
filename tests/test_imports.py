"""The floors of the house: imports go downwards, and heavy ones stay where they are."""

import ast
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter

import pytest

from msgan_tools.run.import_graph import import_graph, imported, modules

# From the ground up; a module stands on the first floor that has its name or its room.
FLOORS = (
    {"msgan_lib.ground", "msgan_lib"},
    {"science"},  # the modules beside these rooms
    {"msgan_lib.networks", "msgan_lib.weights"},
    {"msgan_lib.training"},
    {"msgan_lib.plots", "msgan_lib.widgets"},
    {"msgan_lib.lesson"},
    {"msgan_tools"},
    {"msgan_tools.cli"},
)
HEAVY = {"dask", "distributed", "jupytext", "matplotlib", "nbclient", "nbgrader"}
HEAVY |= {"papermill", "torch"}


def floor(module):
    rooms = {module, ".".join(module.split(".")[:2]), module.split(".")[0]}
    rooms -= {"msgan_lib"} - {module}
    on = [number for number, floor in enumerate(FLOORS) if floor & rooms]
    return max(on, default=1)


def climbing(graph):
    """Return the imports of `graph` that go up: (module, what it imports)."""
    return [
        (module, name)
        for module, names in graph.items()
        for name in sorted(names & graph.keys())
        if floor(name) > floor(module)
    ]


def circle(graph):
    """Return modules that import each other in a circle, None if there is none."""
    own = {name: names & graph.keys() for name, names in graph.items()}
    try:
        TopologicalSorter(own).prepare()
    except CycleError as error:
        return error.args[1]
    return None


@pytest.fixture(scope="module")
def graph():
    return import_graph()


def test_every_floor_is_lived_on(graph):
    assert {floor(module) for module in graph} == set(range(len(FLOORS)))
    assert floor("msgan_lib.measure") == floor("msgan_lib.neighbours") == 1
    assert "msgan_lib.training.outcome" in graph["msgan_lib.training.side_by_side"]


def test_imports_go_downwards_and_in_no_circle(graph):
    assert climbing(graph) == []
    assert circle(graph) is None


def test_nobody_imports_the_command_line(graph):
    assert [module for module in graph if "msgan_tools.cli" in graph[module]] == []


@pytest.mark.parametrize(
    ("module", "statement"),
    [
        ("msgan_lib/measure.py", "from msgan_lib import plots"),
        ("msgan_lib/measure.py", "from msgan_lib.lesson.run import start_run"),
        ("msgan_lib/plots/curves.py", "import msgan_lib.lesson.quiz"),
        ("msgan_lib/ground/words.py", "from msgan_lib.data import load_images"),
        ("msgan_lib/lesson/run.py", "from msgan_tools.run import runner"),
        ("msgan_lib/training/loop.py", "def f():\n    from msgan_lib import widgets"),
        ("msgan_tools/run/runner.py", "from msgan_tools import cli"),
    ],
)
def test_an_import_that_goes_up_is_seen(graph, module, statement):
    name = module.removesuffix(".py").replace("/", ".")
    ((climber, _),) = climbing(
        {**graph, name: imported(ast.parse(statement), modules())}
    )
    assert climber == name


def test_a_circle_is_seen(graph):
    inside = {"msgan_lib.measure": {"msgan_lib.neighbours"}}
    assert "msgan_lib.measure" in circle({**graph, **inside})


def test_no_module_is_longer_than_300_lines():
    lines = {
        name: len(path.read_text("utf-8").splitlines())
        for name, path in modules().items()
    }
    assert {name: number for name, number in lines.items() if number > 300} == {}


def test_the_library_needs_nothing_that_works_on_notebooks_from_outside(graph):
    outside = HEAVY - {"matplotlib", "torch"}
    of_library = {name: graph[name] for name in graph if name.startswith("msgan_lib")}
    users = {
        name: used
        for name, names in of_library.items()
        if (used := outside & {each.split(".")[0] for each in names})
    }
    assert users == {}


@pytest.mark.parametrize(
    ("statement", "more"),
    [
        ("import msgan_lib.lesson.run", set()),
        (
            "import msgan_tools.cli as c; c.msgan.main(['--help'], standalone_mode=0)",
            {"numpy", "nbformat"},
        ),
    ],
)
def test_nothing_heavy_is_loaded_before_it_is_needed(statement, more):
    code = f"import sys; {statement}; print('loaded', *sys.modules)"
    words = [sys.executable, "-c", code]
    out = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    loaded = set(out.rpartition("loaded ")[2].split())
    assert "msgan_lib" in loaded
    assert (HEAVY | more) & loaded == set()
