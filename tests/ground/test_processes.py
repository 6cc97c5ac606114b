import os
import signal
import subprocess
import sys
import time

import psutil
import pytest
from children import SLEEP, gone, python

from msgan_lib.ground.processes import tree_usage
from msgan_tools.run.process_tree import kill_tree


@pytest.mark.parametrize("platform", [sys.platform, "another"])
@pytest.mark.parametrize("with_children", [False, True])
def test_a_child_dies_with_its_killed_parent(platform, with_children):
    child = (
        "import os, subprocess, sys, time\n"
        "from msgan_lib.ground.processes import die_with_parent\n"
        "from msgan_tools.run.process_tree import kill_children\n"
        f"sys.platform = {platform!r}\n"
        f"die_with_parent(first={'kill_children' if with_children else None})\n"
        f"below = subprocess.Popen([sys.executable, '-c', {SLEEP!r}],\n"
        "                         start_new_session=True)\n"
        "print(os.getpid(), below.pid, flush=True)\n"
        "time.sleep(20)"
    )
    code = (
        f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {child!r}])\n"
    )
    with python(code, stdout=subprocess.PIPE) as parent:
        pid, below = map(int, parent.stdout.readline().split())
        parent.kill()
    assert gone(pid)
    assert gone(below, 5.0 if with_children else 0.5) == with_children
    kill_tree(below)


def test_on_windows_a_launcher_may_stand_in_between():
    child = (
        "import os, sys, time\n"
        "from msgan_lib.ground.processes import die_with_parent\n"
        "sys.platform, os.name = 'win32', 'nt'\n"
        "die_with_parent(int(sys.argv[1]))\n"
        "print(os.getpid(), flush=True)\n"
        "time.sleep(20)"
    )
    launcher = "import subprocess, sys; subprocess.run(sys.argv[1:])"
    code = (
        "import os, subprocess, sys\n"
        f"python = [sys.executable, '-c', {launcher!r}, sys.executable, '-c']\n"
        f"subprocess.run([*python, {child!r}, str(os.getpid())])\n"
    )
    with python(code, stdout=subprocess.PIPE) as grandparent:
        pid = int(grandparent.stdout.readline())
        assert not gone(pid, 1.5)  # it looks once a second
        grandparent.kill()
    assert gone(pid)


def test_a_child_whose_parent_is_gone_already_ends_at_once():
    with python("pass") as past:
        past.wait()
    module = "msgan_lib.ground.processes"
    code = f"from {module} import *; die_with_parent({past.pid}); {SLEEP}"
    with python(code) as child:
        assert child.wait(timeout=10) == 1


def test_tree_usage_counts_children_that_live_and_that_ended():
    burn = "import time\nwhile time.process_time() < 0.6: pass\n"
    hold = burn + "x = b'x' * 10**8; time.sleep(20)"
    code = (
        "import subprocess, sys\n"
        f"subprocess.run([sys.executable, '-c', {burn!r}])\n"
        "child = subprocess.Popen(\n"
        f"    [sys.executable, '-c', {hold!r}])\n"
        "print('ready', flush=True)\n"
        "child.wait()"
    )
    with python(code, stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        top = psutil.Process(process.pid)
        end = time.monotonic() + 20
        while tree_usage(top).memory < 10**8 and time.monotonic() < end:
            time.sleep(0.1)
        usage = tree_usage(top)
        kill_tree(process.pid)
    assert usage.cpu > 1.2
    assert usage.memory > 10**8
    assert tree_usage(top) == (0.0, 0)


def test_sigterm_reaches_the_children_too():
    code = (
        "import subprocess, sys, time\n"
        "from msgan_lib.ground.processes import die_with_parent\n"
        "from msgan_tools.run.process_tree import kill_children\n"
        "die_with_parent(first=kill_children)\n"
        f"print(subprocess.Popen([sys.executable, '-c', {SLEEP!r}]).pid, flush=True)\n"
        "time.sleep(20)"
    )
    if sys.platform != "linux":
        pytest.skip("only Linux signals the parent's end")
    with python(code, stdout=subprocess.PIPE) as process:
        below = int(process.stdout.readline())
        os.kill(process.pid, signal.SIGTERM)
    assert gone(below)
    assert process.returncode == -signal.SIGTERM  # the parent sees who ended it
