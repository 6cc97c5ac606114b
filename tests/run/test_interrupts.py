"""Ctrl-C pressed more than once: nothing goes on after "stopped" was printed."""

import signal
import subprocess
import sys
import time

import pytest

pytestmark = pytest.mark.slow

# In place of the process of a run: as many below it as a slow machine needs to kill.
SLEEPER = """
import subprocess, sys, time
from pathlib import Path
for _ in range(30):
    subprocess.Popen(["sleep", "60"], start_new_session=True)
Path(sys.argv[1], "begun").touch()
time.sleep(60)
"""
COMMAND = """
from msgan_tools import cli
from msgan_tools.run import runner
runner.EXECUTE = "sleeper"
cli.main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT to send")
@pytest.mark.parametrize("between", [0.001, 0.01, 0.03])
def test_ctrl_c_in_quick_succession_leaves_nobody(msgan, notebook, tmp_path, between):
    (tmp_path / "sleeper.py").write_text(SLEEPER)
    msgan.env["PYTHONPATH"] += f":{tmp_path}"
    command = [sys.executable, "-c", COMMAND, "run", str(notebook("tiny", "x = 1"))]
    with subprocess.Popen(
        [*command, "--output-dir", str(msgan.runs)],
        env=msgan.env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        msgan.wait_until(lambda: list(msgan.runs.glob("tiny/*/begun")))
        for _ in range(8):
            process.send_signal(signal.SIGINT)
            time.sleep(between)
        _, err = process.communicate(timeout=30)
    assert not msgan.alive()
    assert err == (
        "error: tiny was stopped; the same command goes on from its last checkpoint.\n"
    )
    assert process.returncode == 130
