import gzip
import hashlib
import shutil

import numpy as np
import pytest

from msgan_lib import datasets
from msgan_lib.datasets import DataError


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """A copy of the data, free to be damaged."""
    shutil.copytree(datasets.data_folder("mnist"), tmp_path / "mnist")
    monkeypatch.setenv("MSGAN_DATA", str(tmp_path))
    return tmp_path / "mnist"


def test_both_splits_are_mnist():
    x_train, y_train = datasets.load_images("mnist", "train")
    x_test, y_test = datasets.load_images("mnist", "test")
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
        datasets.load_images("mnist", "test")
    assert str(path) in str(error.value)
    problems = dict(datasets.verify("mnist"))
    assert [file for file, problem in problems.items() if problem] == [path.name]
    datasets.load_images("mnist", "train")  # the others are still good


def test_unknown_names():
    with pytest.raises(DataError, match="Unknown data set 'minst'; there are: mnist"):
        datasets.load_images("minst")
    with pytest.raises(DataError, match="train and test"):
        datasets.load_images("mnist", "validation")


def test_the_checksum_names_the_data_set_without_reading_it(monkeypatch):
    monkeypatch.setenv("MSGAN_DATA", "/nowhere")
    assert datasets.data_checksum("mnist") != datasets.data_checksum("fashion-mnist")


def small_dataset(monkeypatch, tmp_path):
    """A data set of one image, to test fetching without the real one."""
    contents = {
        datasets.X_TRAIN: bytes([0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 7]),
        datasets.Y_TRAIN: bytes([0, 0, 8, 1, 0, 0, 0, 1, 3]),
    }
    sums = {k: hashlib.sha256(v).hexdigest() for k, v in contents.items()}
    monkeypatch.setitem(datasets.DATASETS, "small", sums)
    monkeypatch.setenv("MSGAN_DATA", str(tmp_path / "data"))
    return contents


def test_fetching_from_a_folder(monkeypatch, tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    contents = small_dataset(monkeypatch, tmp_path)
    with pytest.raises(DataError, match="has no train-images"):
        datasets.fetch("small", source)
    # One file gzipped, one not: both are common.
    (source / f"{datasets.X_TRAIN}.gz").write_bytes(
        gzip.compress(contents[datasets.X_TRAIN])
    )
    (source / datasets.Y_TRAIN).write_bytes(contents[datasets.Y_TRAIN])
    folder = datasets.fetch("small", source)
    assert all(problem is None for _, problem in datasets.verify("small"))
    images, labels = datasets.load_images("small", "train")
    assert (images.tolist(), labels.tolist()) == ([[[7]]], [3])
    assert sorted(p.name for p in folder.iterdir()) == [
        f"{datasets.X_TRAIN}.gz",
        f"{datasets.Y_TRAIN}.gz",
    ]


def test_a_wrong_source_leaves_nothing(monkeypatch, tmp_path):
    contents = small_dataset(monkeypatch, tmp_path)
    (tmp_path / datasets.X_TRAIN).write_bytes(contents[datasets.X_TRAIN][:-1] + b"\0")
    with pytest.raises(DataError, match="altered"):
        datasets.fetch("small", tmp_path)
    assert not (tmp_path / "data" / "small").exists()


def test_mnist_is_never_fetched(copied):
    (copied / f"{datasets.Y_TEST}.gz").unlink()
    with pytest.raises(DataError, match="git checkout"):
        datasets.fetch("mnist")
