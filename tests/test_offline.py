"""The tests themselves have no network, nor has any process that they start."""

import os
import socket
import subprocess
import sys

import nbformat
import pytest

from msgan_lib.ground.errors import CourseError
from msgan_tools.authoring.smoke_run import run_in_smoke

# An address that is reserved for documentation: nobody is there.
CONNECT = "import socket; socket.create_connection(('192.0.2.1', 80), timeout=2)"
LOOK_UP = "import urllib.request; urllib.request.urlopen('http://example.org/')"


@pytest.mark.parametrize("code", [CONNECT, LOOK_UP])
def test_this_process_is_refused(code):
    with pytest.raises(OSError, match="the tests have no network"):
        exec(code)


@pytest.mark.parametrize("name", ["connect", "connect_ex", "sendto"])
@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6])
def test_other_ways_out_are_closed(name, family):
    address = ("192.0.2.1" if family == socket.AF_INET else "2001:db8::1", 9)
    with socket.socket(family, socket.SOCK_DGRAM) as sock:
        arguments = (b"x", address) if name == "sendto" else (address,)
        with pytest.raises(OSError, match="the tests have no network"):
            getattr(sock, name)(*arguments)


@pytest.mark.parametrize("code", [CONNECT, LOOK_UP])
def test_a_child_and_its_child_are_refused(code):
    nested = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {code!r}])"
    for program in (code, nested):
        child = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=False
        )
        assert "the tests have no network" in child.stderr


def test_a_kernel_is_refused():
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CONNECT)])
    with pytest.raises(CourseError, match="the tests have no network"):
        run_in_smoke(notebook)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_loopback_works(host):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        code = f"import socket; socket.create_connection(({host!r}, {port}), timeout=5)"
        exec(code)
        subprocess.run([sys.executable, "-c", code], check=True)


def test_a_hidden_sitecustomize_still_runs(tmp_path, monkeypatch):
    (tmp_path / "sitecustomize.py").write_text("print('the hidden one ran')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=os.pathsep)
    paths = os.environ["PYTHONPATH"].split(os.pathsep)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([*paths[1:], paths[0]]))
    child = subprocess.run(
        [sys.executable, "-c", CONNECT], capture_output=True, text=True, check=False
    )
    assert "the hidden one ran" in child.stdout
    assert "the tests have no network" in child.stderr
