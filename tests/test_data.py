import gzip
import shutil
from dataclasses import replace

import numpy as np
import pytest

from msgan_lib import data
from msgan_lib.data import SPLIT_FILES, DataError


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """A copy of the test images and labels, free to be damaged."""
    (tmp_path / "mnist").mkdir()
    mnist = data.DATASETS["mnist"]
    sums = {name: mnist.checksums[name] for name in SPLIT_FILES["test"]}
    monkeypatch.setitem(data.DATASETS, "mnist", replace(mnist, checksums=sums))
    for name in sums:
        shutil.copy(data.data_folder("mnist") / f"{name}.gz", tmp_path / "mnist")
    monkeypatch.setenv("MSGAN_DATA", str(tmp_path))
    return tmp_path / "mnist"


def test_both_splits_are_mnist():
    x_train, y_train = data.load_images("mnist", "train")
    x_test, y_test = data.load_images("mnist", "test")
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
        data.load_images("mnist", "test")
    assert str(path) in str(error.value)
    problems = dict(data.verify("mnist"))
    assert [file for file, problem in problems.items() if problem] == [path.name]


def test_unknown_names():
    with pytest.raises(DataError, match="Unknown data set 'minst'; there are: mnist"):
        data.load_images("minst")
    with pytest.raises(DataError, match="train and test"):
        data.load_images("mnist", "validation")


def test_the_checksum_names_the_data_set_without_reading_it(monkeypatch):
    monkeypatch.setenv("MSGAN_DATA", "/nowhere")
    assert data.data_checksum("mnist") != data.data_checksum("fashion-mnist")
