"""`msgan run` as a user meets it: real processes, real kernels, all that can fail."""

import json
import re
import signal
import sys
import time

import pytest

from msgan_tools.run.provenance import revision

pytestmark = pytest.mark.slow

START = """
from msgan_lib.lesson.run import start_run
run = start_run("tiny", profile=profile, seed=seed)
"""
COUNT = re.compile(r"^ *checkpoint: found count +0$", re.M)
SAVE = 'run.save({"ours/test_error_percent": 1.25})'
# A child with a session of its own, as nobody finds by killing a process group.
CHILD = """
import os, subprocess, sys, time
subprocess.Popen(
    [sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True
)
"""


def test_a_run_leaves_its_result_and_the_same_command_finds_it(
    msgan, notebook, tmp_path
):
    path = notebook(
        "counts",
        START,
        "state = run.checkpoint('state')\n"
        "was_there = state.exists()\n"
        "state.touch()\n"
        "run.save({'checkpoint/found_count': int(was_there)})",
    )

    def resumed():
        result = json.loads((msgan.folder("counts") / "result.json").read_text())
        return result["metrics"]["checkpoint/found_count"]

    first = msgan.run(path, "--profile", "smoke", "-p", "seed=3")
    assert first.returncode == 0, first.stderr
    assert first.stderr == ""
    assert "counts: done in" in first.stdout
    assert COUNT.search(first.stdout)
    folder = msgan.folder("counts")
    assert resumed() == 0
    result = json.loads((folder / "result.json").read_text())
    assert result["parameters"] == {"profile": "smoke", "seed": 3}
    assert result["command"] == f"msgan run {path} --profile smoke -p seed=3"
    assert result["revision"] == revision()
    assert result["seconds"]["cpu"] > 0.1  # the kernel and papermill
    executed = json.loads((folder / "notebook.ipynb").read_text())
    assert executed["cells"][-1]["execution_count"] == 4
    assert "[cell 3 of 3]" in (folder / "log.txt").read_text()

    second = msgan.run(path, "--profile", "smoke", "-p", "seed=3")
    assert second.returncode == 0
    assert "counts: done already" in second.stdout
    assert COUNT.search(second.stdout)
    assert resumed() == 0

    # Cut short it is no result: the run goes on from its checkpoint.
    content = (folder / "result.json").read_text()
    (folder / "result.json").write_text(content[: len(content) // 2])
    third = msgan.run(path, "--profile", "smoke", "-p", "seed=3")
    assert third.returncode == 0
    assert resumed() == 1

    fourth = msgan.run(path, "--profile", "smoke", "-p", "seed=3", "--again")
    assert fourth.returncode == 0
    assert resumed() == 0
    seconds = json.loads((folder / "result.json").read_text())["seconds"]
    assert seconds["wall"] < 1.5 * result["seconds"]["wall"] + 5  # counted afresh


def test_a_cell_that_raises_and_the_next_notebook(msgan, notebook, assert_failed):
    bad = notebook("bad", START + SAVE, "raise ValueError('ten is\\nnot a number')")
    good = notebook("good", START + SAVE)
    result = msgan.run(bad, good)
    assert_failed(result, "bad", "bad: cell 3 raised ValueError: ten is not a number")
    assert str(msgan.folder("bad") / "log.txt") in result.stderr
    assert "ten is" in (msgan.folder("bad") / "log.txt").read_text()
    assert (msgan.folder("good") / "result.json").exists()
    assert "1 of 2 failed: bad" in result.stdout


def test_a_notebook_that_forgets_its_result(msgan, notebook, assert_failed):
    result = msgan.run(notebook("forgets", "x = 1"))
    assert_failed(result, "forgets", "ended without a result", "run.save")


def test_a_cell_that_hangs(msgan, notebook, assert_failed):
    path = notebook("hangs", "x = 1", CHILD + "time.sleep(600)")
    result = msgan.run(path, "--time-limit", "0.1")
    assert_failed(result, "hangs", "stopped after its limit of 6 seconds in cell 3")


def test_a_cell_that_kills_its_kernel(msgan, notebook, assert_failed):
    # Its child is an orphan then.
    path = notebook("dies", CHILD + "os.kill(os.getpid(), 9)\ntime.sleep(20)")
    result = msgan.run(path)
    assert_failed(result, "dies", "the kernel died in cell 2 (killed, perhaps for want")


def test_a_cell_that_takes_too_much_memory(msgan, notebook, assert_failed):
    path = notebook("fat", "x = b'x' * 900_000_000\nimport time; time.sleep(20)")
    result = msgan.run(path, "--memory-limit", "0.8")
    assert_failed(result, "fat", "stopped in cell 2", "more than its limit of 0.8 GB")


def test_ctrl_c_and_two_commands_for_one_run(msgan, notebook, assert_failed):
    path = notebook("long", CHILD + "time.sleep(600)")
    with msgan.start(path) as first:
        msgan.wait_until(lambda: "[cell 2" in log_of(msgan, "long"))
        second = msgan.run(path)
        assert second.returncode == 1
        assert second.stderr.startswith("error: long: another `msgan run` is busy with")
        assert "Traceback" not in second.stderr
        first.send_signal(signal.SIGINT)
        out, err = first.communicate(timeout=20)
    first.stdout, first.stderr = out, err
    assert_failed(first, "long", "long was stopped; the same command goes on", code=130)


def test_killed_it_leaves_nothing_behind_and_its_seconds_count(
    msgan, notebook, tmp_path
):
    flag = tmp_path / "go on"
    path = notebook(
        "killed",
        START,
        f"{CHILD}\nif not os.path.exists({str(flag)!r}): time.sleep(600)",
        SAVE,
    )
    with msgan.start(path) as process:
        msgan.wait_until(lambda: "[cell 3" in log_of(msgan, "killed"))
        # the command, its process, the kernel, the child
        msgan.wait_until(lambda: len(msgan.alive()) >= 4)
        time.sleep(3)
        process.kill()
    msgan.wait_until(lambda: not msgan.alive(), 5)
    folder = msgan.folder("killed")
    assert not (folder / "result.json").exists()
    used = json.loads((folder / "seconds.json").read_text())["attempt"]
    assert used["wall"] >= 2  # as it was last kept
    assert used["cpu"] > 0.1

    flag.touch()
    result = msgan.run(path)
    assert result.returncode == 0, result.stderr
    seconds = json.loads((folder / "result.json").read_text())["seconds"]
    assert seconds["wall"] > used["wall"]
    assert seconds["cpu"] > used["cpu"]
    msgan.wait_until(lambda: not msgan.alive(), 5)


def test_the_kernel_is_this_python_with_a_clean_environment(msgan, notebook, tmp_path):
    """A user's stale kernelspec and settings meant for others change nothing."""
    startup = tmp_path / "ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "mine.py").write_text("import sys; sys.settings_of_mine = 1")
    (tmp_path / "mine.py").write_text("import sys; sys.settings_of_mine = 1")
    (tmp_path / "matplotlibrc").write_text("lines.linewidth: 33\n")
    stale = tmp_path / "jupyter" / "kernels" / "python3"
    stale.mkdir(parents=True)
    spec = {"argv": ["/bin/false"], "display_name": "stale", "language": "python"}
    (stale / "kernel.json").write_text(json.dumps(spec))
    msgan.env |= {
        "JUPYTER_PATH": str(tmp_path / "jupyter"),
        "MSGAN_PROFILE": "full",
        "MPLBACKEND": "agg",
        "OMP_NUM_THREADS": "7",
        "MALLOC_TRIM_THRESHOLD_": "65536",
        "OPENBLAS_NUM_THREADS": "7",
        "IPYTHONDIR": str(tmp_path / "ipython"),
        "PYTHONSTARTUP": str(tmp_path / "mine.py"),
        "MATPLOTLIBRC": str(tmp_path / "matplotlibrc"),
        "PYTHONIOENCODING": "cp1252",
    }
    path = notebook(
        "清",
        START,
        "import os, sys, matplotlib\n"
        "print('净')\n"
        "same = sys.executable == os.environ['PYTHON_OF_THE_TEST']\n"
        "run.save({'kernel/same_flag': int(same),\n"
        "          'kernel/threads_count': int(os.environ['OMP_NUM_THREADS']),\n"
        "          'kernel/left_count': sum(\n"
        "              key in ('MALLOC_TRIM_THRESHOLD_', 'OPENBLAS_NUM_THREADS')\n"
        "              for key in os.environ),\n"
        "          'kernel/settings_count': hasattr(sys, 'settings_of_mine') + 0,\n"
        "          'kernel/width_points': matplotlib.rcParams['lines.linewidth'],\n"
        "          'kernel/inline_flag': int('inline' in matplotlib.get_backend())})",
    )

    msgan.env["PYTHON_OF_THE_TEST"] = sys.executable
    result = msgan.run(path, "--profile", "smoke")
    assert result.returncode == 0, result.stderr
    assert "\\u6e05: done in" in result.stdout  # the terminal lacks it
    folder = msgan.folder("清")
    assert "净" in (folder / "log.txt").read_text("utf-8")
    assert not (folder / "settings").exists()
    saved = json.loads((folder / "result.json").read_text())
    assert saved["profile"] == "smoke"
    assert saved["metrics"] == {
        "kernel/same_flag": 1,
        "kernel/threads_count": 1,
        "kernel/left_count": 0,
        "kernel/settings_count": 0,
        "kernel/width_points": 1.5,
        "kernel/inline_flag": 1,
    }


def log_of(msgan, name):
    """What the only run of a notebook has logged so far."""
    try:
        return (msgan.folder(name) / "log.txt").read_text()
    except (OSError, ValueError):
        return ""
