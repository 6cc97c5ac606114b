import functools
import gzip
import hashlib
import shutil

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from msgan_lib import data
from msgan_lib.data import DataError, label_draw


@functools.cache
def training_labels():
    return data.load_images("mnist", "train")[1]


@pytest.fixture
def labels():
    return training_labels()


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """A copy of the data, free to be damaged."""
    shutil.copytree(data.data_folder("mnist"), tmp_path / "mnist")
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
    data.load_images("mnist", "train")  # the others are still good


def test_unknown_names():
    with pytest.raises(DataError, match="Unknown data set 'minst'; there are: mnist"):
        data.load_images("minst")
    with pytest.raises(DataError, match="train and test"):
        data.load_images("mnist", "validation")


@settings(deadline=None, max_examples=25)
@given(per_class=st.integers(1, 500), seed=st.integers(0, 2**40))
def test_a_label_draw_is_balanced_and_leaves_the_development_images(per_class, seed):
    labels = training_labels()
    drawn = label_draw(labels, per_class, seed)
    assert np.bincount(labels[drawn], minlength=10).tolist() == [per_class] * 10
    assert len(np.unique(drawn)) == len(drawn)
    assert drawn.max() < 55_000
    assert np.array_equal(drawn, label_draw(labels, per_class, seed))


def test_draws_differ_between_seeds_and_do_not_depend_on_other_randomness(labels):
    first = label_draw(labels, 10, 0)
    np.random.seed(1)  # noqa: NPY002
    torch.manual_seed(1)
    assert np.array_equal(first, label_draw(labels, 10, 0))
    assert not np.array_equal(first, label_draw(labels, 10, 1))


def test_hidden_labels_do_not_change_which_images_are_drawn_from_a_class(labels):
    changed = labels.copy()
    changed[-5000:] = 0
    assert np.array_equal(label_draw(labels, 10, 0), label_draw(changed, 10, 0))


@pytest.mark.parametrize("per_class", [0, -1, 7000])
def test_label_counts_out_of_range(per_class, labels):
    with pytest.raises(DataError, match=f"from 1 to 4963, not {per_class}"):
        label_draw(labels, per_class, 0)


@pytest.mark.parametrize("per_class", ["ten", 1.5, True, None])
def test_label_counts_of_a_wrong_type(per_class, labels):
    with pytest.raises(DataError, match="whole number"):
        label_draw(labels, per_class, 0)


def test_few_labels_hold_what_they_say(labels):
    few = data.load_few_labels("mnist", 10, 3)
    drawn = label_draw(labels, 10, 3)
    assert few.x_labelled.shape == (100, 1, 28, 28)
    assert few.y_labelled.tolist() == labels[drawn].tolist()
    assert torch.equal(few.x_labelled, few.x_unlabelled[torch.from_numpy(drawn)])
    assert few.x_unlabelled.shape == (60_000, 1, 28, 28)
    assert torch.equal(few.x_development, few.x_unlabelled[-5000:])
    assert (few.x_test.min(), few.x_test.max()) == (0, 1)


def test_the_checksum_names_the_data_set_without_reading_it(monkeypatch):
    monkeypatch.setenv("MSGAN_DATA", "/nowhere")
    assert data.data_checksum("mnist") != data.data_checksum("fashion-mnist")


def small_dataset(monkeypatch, tmp_path):
    """A data set of one image, to test fetching without the real one."""
    contents = {
        data.X_TRAIN: bytes([0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 7]),
        data.Y_TRAIN: bytes([0, 0, 8, 1, 0, 0, 0, 1, 3]),
    }
    sums = {k: hashlib.sha256(v).hexdigest() for k, v in contents.items()}
    monkeypatch.setitem(data.DATASETS, "small", sums)
    monkeypatch.setenv("MSGAN_DATA", str(tmp_path / "data"))
    return contents


def test_fetching_from_a_folder(monkeypatch, tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    contents = small_dataset(monkeypatch, tmp_path)
    with pytest.raises(DataError, match="has no train-images"):
        data.fetch("small", source)
    # One file gzipped, one not: both are common.
    (source / f"{data.X_TRAIN}.gz").write_bytes(gzip.compress(contents[data.X_TRAIN]))
    (source / data.Y_TRAIN).write_bytes(contents[data.Y_TRAIN])
    folder = data.fetch("small", source)
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
        data.fetch("small", tmp_path)
    assert not (tmp_path / "data" / "small").exists()


def test_mnist_is_never_fetched(copied):
    (copied / f"{data.Y_TEST}.gz").unlink()
    with pytest.raises(DataError, match="git checkout"):
        data.fetch("mnist")
