"""Whole trees of processes are killed, adopted orphans among them."""

import subprocess
import sys
import time

import psutil
import pytest
from children import SLEEP, gone, python

from msgan_lib.ground.processes import family
from msgan_tools.run.process_tree import kill_tree


def test_kill_tree_finds_a_grandchild_with_its_own_session_and_orphans():
    code = (
        "import subprocess, sys, time\n"
        f"below = subprocess.Popen([sys.executable, '-c', {SLEEP!r}],\n"
        "                         start_new_session=True)\n"
        "print(below.pid, flush=True)\n"
        "time.sleep(20)"
    )
    with python(code, stdout=subprocess.PIPE) as process, python(SLEEP) as orphan:
        below = int(process.stdout.readline())
        assert {p.pid for p in family(process.pid)} == {process.pid, below}
        kill_tree(process.pid, [psutil.Process(orphan.pid)])
        for pid in (process.pid, below, orphan.pid):
            assert gone(pid, 1)
    kill_tree(process.pid)  # gone already: nothing to do


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets adopt")
def test_an_adopted_orphan_is_found():
    lost = (
        "import subprocess, sys\n"
        f"print(subprocess.Popen([sys.executable, '-c', {SLEEP!r}]).pid, flush=True)\n"
    )
    code = (
        "import subprocess, sys, time\n"
        "from msgan_tools.run.process_tree import adopt_orphans, kill_children\n"
        "adopt_orphans()\n"
        f"subprocess.run([sys.executable, '-c', {lost!r}])\n"
        "sys.stdin.readline()\n"
        "kill_children()\n"
        "time.sleep(20)"
    )
    pipe = subprocess.PIPE
    with python(code, stdout=pipe, stdin=pipe) as process:
        below = int(process.stdout.readline())
        end = time.monotonic() + 5
        while psutil.Process(below).ppid() != process.pid:
            assert time.monotonic() < end
            time.sleep(0.05)
        process.stdin.write("\n")
        process.stdin.flush()
        assert gone(below)
        process.kill()
