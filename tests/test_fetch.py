import contextlib
import gzip
import hashlib
import socketserver
import sys
import threading
import time
from dataclasses import replace
from types import SimpleNamespace

import pytest

from msgan_lib import data
from msgan_lib.data import DataError
from msgan_tools import fetch


def small_dataset(monkeypatch, tmp_path):
    """A data set of one image, to test fetching without the real one."""
    contents = {
        data.X_TRAIN: bytes([0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 7]),
        data.Y_TRAIN: bytes([0, 0, 8, 1, 0, 0, 0, 1, 3]),
    }
    sums = {k: hashlib.sha256(v).hexdigest() for k, v in contents.items()}
    record = data.DataSet(sums, class_names=("one",), most_labels=1)
    monkeypatch.setitem(data.DATASETS, "small", record)
    monkeypatch.setenv("MSGAN_DATA", str(tmp_path / "data"))
    return contents


def test_fetching_from_a_folder(monkeypatch, tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    contents = small_dataset(monkeypatch, tmp_path)
    with pytest.raises(DataError, match="has no train-images"):
        fetch.fetch("small", source)
    # One file gzipped, one not: both are common.
    (source / f"{data.X_TRAIN}.gz").write_bytes(gzip.compress(contents[data.X_TRAIN]))
    (source / data.Y_TRAIN).write_bytes(contents[data.Y_TRAIN])
    folder = fetch.fetch("small", source)
    assert all(problem is None for _, problem in data.verify("small"))
    images, labels = data.load_images("small", "train")
    assert (images.tolist(), labels.tolist()) == ([[[7]]], [3])
    assert sorted(p.name for p in folder.iterdir()) == [
        f"{data.X_TRAIN}.gz",
        f"{data.Y_TRAIN}.gz",
    ]


def test_a_wrong_source_leaves_nothing(monkeypatch, tmp_path):
    contents = small_dataset(monkeypatch, tmp_path)
    (tmp_path / data.X_TRAIN).write_bytes(contents[data.X_TRAIN][:-1] + b"\0")
    with pytest.raises(DataError, match="altered"):
        fetch.fetch("small", tmp_path)
    assert not (tmp_path / "data" / "small").exists()


def silent(connection):
    time.sleep(3)


def endless(connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        connection.sendall(b"x" * 4096)


def dripping(connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        connection.sendall(b"x")
        time.sleep(0.02)


def answering(text):
    return lambda connection: connection.sendall(text)


# What stands where the mirror should be, and a part of what is told.
ANSWERS = {
    "silence": (silent, "timed out"),
    "silence after the headers": (
        lambda connection: (
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"),
            silent(connection),
        ),
        "timed out",
    ),
    "bytes without an end": (endless, "more than 100,000 bytes"),
    "a byte now and then": (dripping, "not done after 0.5 s"),
    "nothing": (answering(b""), "closed connection"),
    "garbage": (answering(b"\x00\x16\x03\x01\r\n\r\n"), "BadStatusLine"),
    "half a chunk": (
        answering(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nabc"),
        "IncompleteRead",
    ),
    "chunks of no length": (
        answering(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"),
        "IncompleteRead",
    ),
    "a file cut short": (
        answering(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n\x1f\x8b"),
        "from the mirror is cut short",
    ),
    "a redirect to itself": (
        answering(
            b"HTTP/1.1 302 Found\r\nLocation: /fashion\r\nContent-Length: 0\r\n"
            b"Connection: close\r\n\r\n"
        ),
        "Found",
    ),
    "a login page": (
        answering(b"HTTP/1.1 200 OK\r\n\r\n<html>Welcome</html>"),
        "from the mirror is cut short or no gzip file",
    ),
    "a refusal": (
        answering(b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n"),
        "Proxy Authentication Required",
    ),
}


@pytest.fixture
def mirror(monkeypatch, tmp_path):
    """Set up a data set of one image, and its mirror: it gives what it is told to."""
    small_dataset(monkeypatch, tmp_path)
    small = replace(data.DATASETS["small"], torchvision="FashionMNIST")
    monkeypatch.setitem(data.DATASETS, "fashion-mnist", small)
    monkeypatch.setattr(fetch, "SILENT_SECONDS", 0.3)
    monkeypatch.setattr(fetch, "DOWNLOAD_SECONDS", 0.5)
    monkeypatch.setattr(fetch, "MOST_BYTES", 100_000)

    class Handler(socketserver.BaseRequestHandler):
        def handle(self):
            self.server.asked = self.request.recv(4096).decode()
            with contextlib.suppress(OSError):  # who asked has gone
                self.server.answer(self.request)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        block_on_close = False

    with Server(("127.0.0.1", 0), Handler) as server:
        address = f"http://127.0.0.1:{server.server_address[1]}/fashion"
        # Stands in for torchvision, of which only the address is used.
        module = SimpleNamespace(FashionMNIST=SimpleNamespace(mirrors=[address]))
        for name in ("torchvision", "torchvision.datasets"):
            monkeypatch.setitem(sys.modules, name, module)
        threading.Thread(target=server.serve_forever, args=(0.02,)).start()
        yield server
        server.shutdown()


def refused(tmp_path):
    """Fetch, and return the one sentence that is told; nothing is written."""
    with pytest.raises(DataError) as error:
        fetch.fetch("fashion-mnist")
    assert not (tmp_path / "data").exists()
    sentence = str(error.value)
    assert "`msgan data fetch fashion-mnist --from FOLDER`" in sentence
    assert sentence.isprintable()
    assert len(sentence) < 400
    return sentence


@pytest.mark.timeout(10)
@pytest.mark.parametrize("name", ANSWERS)
def test_whatever_answers_in_place_of_the_mirror(name, mirror, tmp_path):
    mirror.answer, told = ANSWERS[name]
    assert told in refused(tmp_path)


@pytest.mark.parametrize("proxy", ["http://127.0.0.1:port", "http://[::1", "a b:1"])
def test_a_proxy_that_is_none(proxy, mirror, tmp_path, monkeypatch):
    monkeypatch.setenv("http_proxy", proxy)
    assert "check the network and the proxy" in refused(tmp_path)


def test_the_mirror_gives_all_files_or_none_is_written(mirror, tmp_path, monkeypatch):
    contents = small_dataset(monkeypatch, tmp_path)
    files = {name: gzip.compress(content) for name, content in contents.items()}

    def answer(connection):
        (name,) = (name for name in files if name in mirror.asked)
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n" + files[name])

    mirror.answer = answer
    labels = files[data.Y_TRAIN]
    files[data.Y_TRAIN] = labels[:-9]  # and the images come
    assert data.Y_TRAIN in refused(tmp_path)
    files[data.Y_TRAIN] = labels
    fetch.fetch("fashion-mnist")
    assert all(problem is None for _, problem in data.verify("fashion-mnist"))


def test_mnist_is_never_fetched(monkeypatch, tmp_path):
    monkeypatch.setenv("MSGAN_DATA", str(tmp_path))
    with pytest.raises(DataError, match="git checkout"):
        fetch.fetch("mnist")
