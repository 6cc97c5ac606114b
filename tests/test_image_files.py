import contextlib
import gzip
import hashlib
import shutil
import socketserver
import sys
import threading
import time
from types import SimpleNamespace

import numpy as np
import pytest

from msgan_lib import image_files
from msgan_lib.image_files import SPLIT_FILES, DataError


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """A copy of the test images and labels, free to be damaged."""
    (tmp_path / "mnist").mkdir()
    sums = {name: image_files.DATASETS["mnist"][name] for name in SPLIT_FILES["test"]}
    monkeypatch.setitem(image_files.DATASETS, "mnist", sums)
    for name in sums:
        shutil.copy(image_files.data_folder("mnist") / f"{name}.gz", tmp_path / "mnist")
    monkeypatch.setenv("MSGAN_DATA", str(tmp_path))
    return tmp_path / "mnist"


def test_both_splits_are_mnist():
    x_train, y_train = image_files.load_images("mnist", "train")
    x_test, y_test = image_files.load_images("mnist", "test")
    assert x_train.shape == (60_000, 28, 28)
    assert x_test.shape == (10_000, 28, 28)
    assert (x_train.dtype, y_train.dtype) == (np.uint8, np.int64)
    # Published counts of the digits.
    assert np.bincount(y_train).tolist() == [
        5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949,
    ]  # fmt: skip
    assert y_test[:10].tolist() == [7, 2, 1, 0, 4, 1, 4, 9, 5, 9]
    assert (x_train.min(), x_train.max()) == (0, 255)


def damage(path, change):
    content = bytearray(gzip.decompress(path.read_bytes()))
    change(content)
    path.write_bytes(gzip.compress(bytes(content), 1))


def flip(position):
    def change(content):
        content[position] ^= 1

    return change


DAMAGES = {
    "missing": (lambda path: path.unlink(), "is missing"),
    "empty": (lambda path: path.write_bytes(b""), "cut short"),
    "truncated": (
        lambda path: path.write_bytes(path.read_bytes()[:-500]),
        "cut short",
    ),
    "one byte of the archive changed": (
        lambda path: path.write_bytes(
            path.read_bytes()[:2000] + b"\0" + path.read_bytes()[2001:]
        ),
        "cut short|altered",
    ),
    "one byte changed": (lambda path: damage(path, flip(5000)), "altered"),
    "wrong magic number": (lambda path: damage(path, flip(2)), "magic number"),
    "a folder": (lambda path: (path.unlink(), path.mkdir()), "cannot be read"),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_file_is_named_with_what_to_do(name, copied):
    do_damage, message = DAMAGES[name]
    path = copied / "t10k-labels-idx1-ubyte.gz"
    do_damage(path)
    with pytest.raises(DataError, match=message) as error:
        image_files.load_images("mnist", "test")
    assert str(path) in str(error.value)
    problems = dict(image_files.verify("mnist"))
    assert [file for file, problem in problems.items() if problem] == [path.name]


def test_unknown_names():
    with pytest.raises(DataError, match="Unknown data set 'minst'; there are: mnist"):
        image_files.load_images("minst")
    with pytest.raises(DataError, match="train and test"):
        image_files.load_images("mnist", "validation")


def test_the_checksum_names_the_data_set_without_reading_it(monkeypatch):
    monkeypatch.setenv("MSGAN_DATA", "/nowhere")
    assert image_files.data_checksum("mnist") != image_files.data_checksum(
        "fashion-mnist"
    )


def small_dataset(monkeypatch, tmp_path):
    """A data set of one image, to test fetching without the real one."""
    contents = {
        image_files.X_TRAIN: bytes([0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 7]),
        image_files.Y_TRAIN: bytes([0, 0, 8, 1, 0, 0, 0, 1, 3]),
    }
    sums = {k: hashlib.sha256(v).hexdigest() for k, v in contents.items()}
    monkeypatch.setitem(image_files.DATASETS, "small", sums)
    monkeypatch.setenv("MSGAN_DATA", str(tmp_path / "data"))
    return contents


def test_fetching_from_a_folder(monkeypatch, tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    contents = small_dataset(monkeypatch, tmp_path)
    with pytest.raises(DataError, match="has no train-images"):
        image_files.fetch("small", source)
    # One file gzipped, one not: both are common.
    (source / f"{image_files.X_TRAIN}.gz").write_bytes(
        gzip.compress(contents[image_files.X_TRAIN])
    )
    (source / image_files.Y_TRAIN).write_bytes(contents[image_files.Y_TRAIN])
    folder = image_files.fetch("small", source)
    assert all(problem is None for _, problem in image_files.verify("small"))
    images, labels = image_files.load_images("small", "train")
    assert (images.tolist(), labels.tolist()) == ([[[7]]], [3])
    assert sorted(p.name for p in folder.iterdir()) == [
        f"{image_files.X_TRAIN}.gz",
        f"{image_files.Y_TRAIN}.gz",
    ]


def test_a_wrong_source_leaves_nothing(monkeypatch, tmp_path):
    contents = small_dataset(monkeypatch, tmp_path)
    (tmp_path / image_files.X_TRAIN).write_bytes(
        contents[image_files.X_TRAIN][:-1] + b"\0"
    )
    with pytest.raises(DataError, match="altered"):
        image_files.fetch("small", tmp_path)
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
    monkeypatch.setitem(
        image_files.DATASETS, "fashion-mnist", image_files.DATASETS["small"]
    )
    monkeypatch.setattr(image_files, "DEBIAN_FOLDER", tmp_path)
    monkeypatch.setattr(image_files, "SILENT_SECONDS", 0.3, raising=False)
    monkeypatch.setattr(image_files, "DOWNLOAD_SECONDS", 0.5, raising=False)
    monkeypatch.setattr(image_files, "MOST_BYTES", 100_000, raising=False)

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
        image_files.fetch("fashion-mnist")
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
    labels = files[image_files.Y_TRAIN]
    files[image_files.Y_TRAIN] = labels[:-9]  # and the images come
    assert image_files.Y_TRAIN in refused(tmp_path)
    files[image_files.Y_TRAIN] = labels
    image_files.fetch("fashion-mnist")
    assert all(problem is None for _, problem in image_files.verify("fashion-mnist"))


def test_mnist_is_never_fetched(copied):
    (copied / f"{image_files.Y_TEST}.gz").unlink()
    with pytest.raises(DataError, match="git checkout"):
        image_files.fetch("mnist")
