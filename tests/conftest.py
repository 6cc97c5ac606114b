"""What holds for every test: no network, nothing written into the work tree."""

import os
import runpy
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

# Fixtures for all tests that run notebooks.
from command_line import (  # noqa: F401
    assert_failed,
    msgan,
    msgan_here,
    notebook,
    small_disk,
)
from seconds import Seconds

OFFLINE = Path(__file__).parent / "offline"

# Set before anything is started: the workers of pytest-xdist, kernels and all other
# child processes inherit it.
os.environ["PYTHONPATH"] = os.pathsep.join(
    filter(None, [str(OFFLINE), os.environ.get("PYTHONPATH")])
)
runpy.run_path(str(OFFLINE / "sitecustomize.py"))
for name in list(os.environ):
    if name.lower().endswith("_proxy"):  # a proxy on loopback would be a way out
        del os.environ[name]
# A warning's text names the cell it comes from, by default with a random number.
os.environ["IPYKERNEL_CELL_NAME"] = "<cell>"
# A profile or folder of the shell that runs the tests says nothing about them.
for name in ("MSGAN_PROFILE", "MSGAN_RUN_DIR"):
    os.environ.pop(name, None)
# Bits repeat on the CPU alone; what is to run on a GPU names it.
os.environ["MSGAN_DEVICE"] = "cpu"


@pytest.fixture(autouse=True)
def denormals_are_kept():
    """Undo what seed_everything did: Hypothesis refuses to draw floats without them."""
    yield
    if "torch" in sys.modules:
        sys.modules["torch"].set_flush_denormal(False)


@pytest.fixture
def interruptible():
    """Have Ctrl-C raise KeyboardInterrupt; in the background it would be ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def headless():
    """Draw without a window, and throw the figures away."""
    import matplotlib
    import matplotlib.pyplot as plt

    matplotlib.use("agg")
    yield
    plt.close("all")


class NotebookEnvironment:
    """Has nbval run each notebook in `smoke`, with a run folder of its own."""

    def __init__(self):
        self.folder = None

    @pytest.hookimpl(tryfirst=True)  # before nbval starts the kernel
    def pytest_runtest_setup(self, item):
        if item.path.suffix == ".ipynb":
            self.folder = self.folder or tempfile.mkdtemp(prefix="msgan-nbval-")
            os.environ["MSGAN_PROFILE"] = "smoke"
            os.environ["MSGAN_RUN_DIR"] = str(Path(self.folder, item.path.stem))
        else:
            os.environ.pop("MSGAN_PROFILE", None)
            os.environ.pop("MSGAN_RUN_DIR", None)

    def pytest_unconfigure(self):
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)


class WorkTree:
    """Fails the tests if a file of the repository was written meanwhile."""

    def __init__(self):
        self.before, self.written = self.files(), []

    @staticmethod
    def files():
        """Return {name: when it was written}, of all files that git does not ignore."""
        root = Path(__file__).parent.parent
        command = ["git", "ls-files", "-z", "-co", "--exclude-standard"]
        try:
            names = subprocess.run(command, cwd=root, capture_output=True, check=True)
        except (OSError, subprocess.CalledProcessError):
            return {}  # not under git
        paths = [root / os.fsdecode(name) for name in names.stdout.split(b"\0") if name]
        return {str(p): p.lstat().st_mtime_ns for p in paths if os.path.lexists(p)}

    def pytest_sessionfinish(self, session):
        changed = self.before.items() ^ self.files().items()
        self.written = sorted({name for name, _ in changed})
        if self.written:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter):
        for name in self.written:
            line = f"error: {name} was written or removed while the tests ran"
            terminalreporter.write_line(line, red=True)


def pytest_configure(config):
    config.pluginmanager.register(NotebookEnvironment())
    config.pluginmanager.register(Seconds())
    if not hasattr(config, "workerinput"):  # once, not in each worker of pytest-xdist
        config.pluginmanager.register(WorkTree())


# Files whose tests share nothing and take long: each test goes to the next free worker.
# Of all others one worker takes a whole file; the cells of a notebook share a kernel.
APART = (
    "tests/sweep/test_sweep_faults.py",
    "tests/notebooks/test_solved.py",
    "tests/run/test_runner.py",
    "tests/notebooks/test_new_room.py",
)


def pytest_collection_modifyitems(items):
    # What takes longest comes first, lest one worker is left alone with it.
    root = Path(__file__).parent.parent
    first = {str(root / name): number for number, name in enumerate(APART)}
    last = len(APART) + 1

    def place(item):
        return first.get(str(item.path), last - (item.path.suffix == ".ipynb"))

    items.sort(key=place)


@pytest.hookimpl(optionalhook=True)  # without pytest-xdist
def pytest_xdist_make_scheduler(config, log):
    from xdist.scheduler import LoadFileScheduling

    class FilesButSomeApart(LoadFileScheduling):
        def _split_scope(self, nodeid):
            file = super()._split_scope(nodeid)
            return nodeid if file in APART else file

    return FilesButSomeApart(config, log)


# What the checks of the exercises were tried on: the tests' names, what they prove.
TRIED = {
    "test_a_planted_wrong_answer_is_rejected": "planted wrong answers rejected",
    "test_an_automatic_wrong_answer_is_rejected": "automatic wrong answers rejected",
    "test_a_planted_right_answer_is_accepted": "right answers accepted",
    "test_the_reference_is_accepted": "references accepted",
}


def pytest_terminal_summary(terminalreporter):
    stats = terminalreporter.stats
    for test, words in TRIED.items():
        passed, failed = (
            sum(f"::{test}[" in report.nodeid for report in stats.get(outcome, ()))
            for outcome in ("passed", "failed")
        )
        if passed or failed:
            line = f"exercises: {passed} of {passed + failed} {words}"
            terminalreporter.write_line(line)
