import io
import json
import os
import socket
import subprocess
import sys

import pytest

from msgan_tools.run import execute

pytestmark = pytest.mark.slow


def test_the_process_of_a_run_reports_its_cells_and_ends_what_a_cell_forgot(
    msgan, notebook, tmp_path
):
    path = notebook(
        "{braces} in a name",
        "import subprocess, sys\n"
        "sleep = 'import time; time.sleep(600)'\n"
        "subprocess.Popen([sys.executable, '-c', sleep], start_new_session=True)",
        "print('to the log', seed)",
        "raise KeyError(seed)",
        "print('never')",
    )
    folder = tmp_path / "run"
    folder.mkdir()
    plan = {"file": str(path), "parameters": {"profile": "smoke", "seed": 7}}
    (folder / "run.json").write_text(json.dumps(plan))
    command = [sys.executable, "-m", "msgan_tools.run.execute", str(folder)]
    result = subprocess.run(
        [*command, str(os.getpid())],
        env=msgan.env,
        capture_output=True,
        text=True,
        timeout=40,
    )
    assert result.returncode == 1
    reports = [json.loads(line) for line in result.stdout.splitlines()]
    assert reports[:-1] == [{"cell": n, "of": 5} for n in (1, 2, 3, 4)]
    assert reports[-1] == {"failure": "cell 4 raised KeyError: 7", "killed": False}
    assert "[cell 3 of 5]\nto the log 7\n" in result.stderr
    assert not msgan.alive()
    executed = json.loads((folder / "notebook.ipynb").read_text())
    outputs = [cell.get("outputs") for cell in executed["cells"]]
    assert outputs[-1] == []


@pytest.mark.parametrize("port", ["shell_port", "iopub_port"])
def test_a_kernel_whose_port_was_taken_is_started_again(
    tmp_path, notebook, monkeypatch, port
):
    """With another process on its iopub port a kernel lives on and never answers."""
    path = notebook("taken", "print('seed', seed)")
    plan = {"file": str(path), "parameters": {"seed": 7}}
    (tmp_path / "run.json").write_text(json.dumps(plan))
    monkeypatch.setattr(execute, "START_SECONDS", (5, 60))
    launched = []

    class Kernel(execute.ThisKernel):
        async def _async_launch_kernel(self, *args, **options):
            launched.append(getattr(self, port))
            if len(launched) == 1:
                taken.bind(("127.0.0.1", launched[0]))
                taken.listen()
            await super()._async_launch_kernel(*args, **options)

    monkeypatch.setattr(execute, "ThisKernel", Kernel)
    with socket.socket() as taken:
        assert execute.Execution(tmp_path, io.StringIO()).run() is None
    assert len(launched) == 2
    executed = json.loads((tmp_path / "notebook.ipynb").read_text())
    assert "seed 7" in str(executed["cells"][-1]["outputs"])


@pytest.mark.parametrize(("deaths", "attempts"), [(0, 1), (2, 3), (9, 4)])
def test_a_kernel_is_not_started_for_ever(tmp_path, monkeypatch, deaths, attempts):
    (tmp_path / "run.json").write_text('{"file": "a.ipynb", "parameters": {}}')
    calls = []

    def start(*args, **options):
        calls.append(args)
        if len(calls) <= deaths:
            raise RuntimeError("Kernel died before replying to kernel_info")

    monkeypatch.setattr(execute.papermill, "execute_notebook", start)
    failure = execute.Execution(tmp_path, io.StringIO()).run()
    assert len(calls) == attempts
    assert (failure is not None) == (deaths == 9)
