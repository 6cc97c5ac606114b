"""Cuts a Python process off the network; loopback stays.

The tests put this folder on PYTHONPATH, so that every Python process which they start,
kernels included, runs this file before anything else. It guards against accidents, not
against malice: a process that ignores PYTHONPATH (`python -I`) or opens sockets in C is
out of its reach.
"""

import errno
import importlib.machinery
import importlib.util
import ipaddress
import os
import socket
import sys

# jsonschema, which nbformat loads, would build a grammar of addresses for a second in
# each process. No notebook is checked for addresses.
sys.modules["rfc3987_syntax"] = None


def _is_loopback(host) -> bool:
    if host is None:
        return True
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if host in ("", "localhost", "ip6-localhost", socket.gethostname()):
        return True
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _guard(function, host_of):
    """Return `function`, which refuses hosts elsewhere; `host_of` finds the host."""

    def guarded(*args, **kwargs):
        host = host_of(*args, **kwargs)
        if not _is_loopback(host):
            raise OSError(errno.ENETUNREACH, f"the tests have no network: {host!r}")
        return function(*args, **kwargs)

    guarded.__name__ = function.__name__
    return guarded


def _host_of_address(sock, *args):
    # The address is the last argument of connect(), connect_ex() and sendto(). Sockets
    # that are files (AF_UNIX) have a path there, and stay within the machine.
    if sock.family not in (socket.AF_INET, socket.AF_INET6):
        return None
    return args[-1][0]


def _install() -> None:
    for name in ("connect", "connect_ex", "sendto"):
        method = getattr(socket.socket, name)
        setattr(socket.socket, name, _guard(method, _host_of_address))
    for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex"):
        # Looking a name up is already using the network.
        guarded = _guard(getattr(socket, name), lambda host, *_, **__: host)
        setattr(socket, name, guarded)
    socket.tests_are_offline = True


def _run_the_hidden_one() -> None:
    """Run the `sitecustomize` of this Python, which ours hides, if it has one."""
    here = os.path.dirname(os.path.abspath(__file__))
    others = [path for path in sys.path if os.path.abspath(path) != here]
    spec = importlib.machinery.PathFinder.find_spec("sitecustomize", others)
    if spec is not None:
        spec.loader.exec_module(importlib.util.module_from_spec(spec))


if not hasattr(socket, "tests_are_offline"):
    _install()
    _run_the_hidden_one()
