"""Tiny notebooks, and the command line as a process of its own."""

import contextlib
import os
import signal
import subprocess
import sys
import time
import uuid
from pathlib import Path

import nbformat
import psutil
import pytest

from msgan_tools.run.process_tree import kill_tree

PARAMETERS = 'profile: str = "class"  # how much\nseed: int = 0  # of everything'
START = """
from msgan_lib.lesson.run import start_run
run = start_run("tiny", profile=profile, seed=seed)
"""
SAVE = 'run.save({"ours/test_error_percent": 1.25})'


@pytest.fixture
def notebook(tmp_path):
    """Write a notebook: `notebook("name", "cell", ...)` gives its path."""

    def write(name, *cells, parameters=PARAMETERS):
        v4 = nbformat.v4
        tagged = v4.new_code_cell(parameters, metadata={"tags": ["parameters"]})
        title = v4.new_markdown_cell(f"# {name}")
        content = v4.new_notebook(cells=[title, tagged, *map(v4.new_code_cell, cells)])
        path = tmp_path / f"{name}.ipynb"
        nbformat.write(content, path)
        return path

    return write


@pytest.fixture
def msgan_here(capsys, monkeypatch):
    """Run `msgan WORDS` in this process: (exit code, stdout, stderr)."""
    from msgan_tools import cli

    def command(*words):
        monkeypatch.setattr(sys, "argv", ["msgan", *map(str, words)])
        with pytest.raises(SystemExit) as end:
            cli.main()
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return end.value.code, out, err

    return command


class CommandLine:
    """Runs `msgan run`, and finds every process that came of it."""

    def __init__(self, folder: Path) -> None:
        self.runs = folder / "runs"
        self.mark = uuid.uuid4().hex
        self.env = {**os.environ, "MSGAN_TEST_MARK": self.mark}
        self.env.pop("MSGAN_RUN_DIR", None)
        self.cwd = None  # Python imports from here first

    @contextlib.contextmanager
    def start(self, *words, command="run"):
        """A process that at the end is killed, if it has not ended."""
        command = [sys.executable, "-m", "msgan_tools.cli", command, *map(str, words)]
        process = subprocess.Popen(
            [*command, "--output-dir", str(self.runs)],
            env=self.env,
            cwd=self.cwd,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            # Where the tests run in the background, Ctrl-C would be ignored.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
            process_group=0,  # as a terminal's, which Ctrl-C reaches as a whole
        )
        with process:
            try:
                yield process
            finally:
                process.kill()

    def run(self, *words, command="run") -> subprocess.CompletedProcess:
        with self.start(*words, command=command) as process:
            out, err = process.communicate(timeout=120)
        return subprocess.CompletedProcess(words, process.returncode, out, err)

    def folder(self, name: str) -> Path:
        """The folder of the only run of a notebook."""
        [folder] = (self.runs / name).iterdir()
        return folder

    def alive(self) -> list[psutil.Process]:
        started = []
        for process in psutil.process_iter():
            with contextlib.suppress(psutil.Error):
                if process.environ().get("MSGAN_TEST_MARK") == self.mark:
                    started.append(process)
        return started

    def wait_until(self, ready, seconds=60.0):
        end = time.monotonic() + seconds
        while not ready():
            assert time.monotonic() < end, "waited in vain"
            time.sleep(0.05)


@pytest.fixture
def msgan(tmp_path):
    """The command line, writing into a folder of the test's."""
    command = CommandLine(tmp_path)
    yield command
    for process in command.alive():
        kill_tree(process.pid)


@pytest.fixture
def small_disk(tmp_path):
    """A file system that has room for a log, not for a checkpoint."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("this user may not mount a small file system")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.fixture
def assert_failed(msgan):
    """Check what every failure must look like."""

    def check(result, name, *words, code=1):
        first = result.stderr.splitlines()[0]
        assert first.startswith("error: "), result.stderr
        for word in words:
            assert word in first
        assert result.returncode == code
        assert "Traceback" not in result.stdout + result.stderr
        assert not (msgan.folder(name) / "result.json").exists()
        msgan.wait_until(lambda: not msgan.alive(), 5)

    return check
