"""The data sets: their records, their files read and checked; NumPy alone, no PyTorch.

Files are read without a download and checked at every load: a file that was cut short
or altered is named, never used. Taught in lesson 00.
"""

import gzip
import hashlib
import os
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from msgan_lib.ground.errors import CourseError
from msgan_lib.ground.folders import course_folder

NUM_CLASSES = 10
IMAGE_SIZE = 28

X_TRAIN = "train-images-idx3-ubyte"
Y_TRAIN = "train-labels-idx1-ubyte"
X_TEST = "t10k-images-idx3-ubyte"
Y_TEST = "t10k-labels-idx1-ubyte"


@dataclass(frozen=True)
class DataSet:
    """What is known of a data set before a file of it is read."""

    checksums: dict[str, str]  # SHA-256 of the uncompressed files
    class_names: tuple[str, ...]
    most_labels: int  # images of the smallest class, development images aside
    torchvision: str | None = None  # the class there that knows where to fetch it
    debian: str | None = None  # where a package of Debian's puts it


DATASETS = {
    "mnist": DataSet(
        {
            X_TRAIN: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
            Y_TRAIN: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
            X_TEST: "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
            Y_TEST: "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
        },
        class_names=tuple("0123456789"),
        most_labels=4963,
    ),
    "fashion-mnist": DataSet(
        {
            X_TRAIN: "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
            Y_TRAIN: "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
            X_TEST: "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
            Y_TEST: "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34",
        },
        class_names=(
            "T-shirt", "trouser", "pullover", "dress", "coat",
            "sandal", "shirt", "sneaker", "bag", "ankle boot",
        ),
        most_labels=5473,
        torchvision="FashionMNIST",
        debian="/usr/share/datasets/fashion-mnist",
    ),
}  # fmt: skip
CLASS_NAMES = {name: dataset.class_names for name, dataset in DATASETS.items()}
SPLIT_FILES = {
    "train": (X_TRAIN, Y_TRAIN),
    "test": (X_TEST, Y_TEST),
}


class DataError(CourseError):
    """A data file is missing, cut short or altered, or a data set is unknown."""


def record_of(dataset: str) -> DataSet:
    """Return what is known of a data set; raises DataError for an unknown one."""
    try:
        return DATASETS[dataset]
    except (KeyError, TypeError):
        names = ", ".join(DATASETS)
        raise DataError(f"Unknown data set {dataset!r}; there are: {names}.") from None


def data_folder(dataset: str) -> Path:
    """Return the folder of a data set: below MSGAN_DATA if set, else below `data/`.

    Raises DataError for an unknown data set, CourseError where there is no `data/`.
    """
    record_of(dataset)
    root = os.environ.get("MSGAN_DATA") or course_folder() / "data"
    return Path(root) / dataset


def data_checksum(dataset: str) -> str:
    """Return one SHA-256 that stands for all files of a data set; reads no file."""
    checksums = record_of(dataset).checksums
    joined = "".join(f"{name} {sha}\n" for name, sha in checksums.items())
    return hashlib.sha256(joined.encode()).hexdigest()


def load_images(dataset: str = "mnist", split: str = "train"):
    """Read one split: images (n, 28, 28) uint8 from 0 to 255, labels (n,) int64.

    Raises DataError where a file is missing, cut short, altered or of another format.
    """
    if split not in SPLIT_FILES:
        raise DataError(f"There is no split {split!r}; the splits are train and test.")
    folder = data_folder(dataset)
    images, labels = (
        _parse_idx(_read_checked(dataset, folder, name)) for name in SPLIT_FILES[split]
    )
    return images, labels.astype(np.int64)


def verify(dataset: str) -> list[tuple[str, str | None]]:
    """Check every file of a data set: (file name, None or what is wrong with it)."""
    folder, told = data_folder(dataset), []
    for name in record_of(dataset).checksums:
        problem = None
        try:
            _read_checked(dataset, folder, name)
        except DataError as error:
            problem = str(error)
        told.append((f"{name}.gz", problem))
    return told


def _read_checked(dataset: str, folder: Path, name: str) -> bytes:
    path = folder / f"{name}.gz"
    try:
        compressed = path.read_bytes()
    except FileNotFoundError:
        raise DataError(f"{path} is missing; {remedy(dataset)}.") from None
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error.strerror}.") from None
    return checked(dataset, name, compressed, f"{path}", remedy(dataset))


def remedy(dataset: str) -> str:
    """Say what brings back a file of a data set."""
    if DATASETS[dataset].torchvision:
        return f"run `msgan data fetch {dataset}`"
    return f"bring the file back with `git checkout -- data/{dataset}`"


def checked(dataset: str, name: str, compressed: bytes, what: str, cure: str) -> bytes:
    """Return the content of a gzipped file if it is that file of the data set.

    Else raises DataError: `what` it is, in words, what is wrong with it, and the cure.
    """
    try:
        content = gzip.decompress(compressed)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        content = b""
    if not content:
        raise DataError(f"{what} is cut short or no gzip file; {cure}.")
    magic = bytes([0, 0, 8, 3 if "images" in name else 1])  # uint8, number of axes
    if content[:4] != magic:
        raise DataError(
            f"{what} is not the IDX file it should be: its magic number is "
            f"{content[:4].hex()}, not {magic.hex()}; {cure}."
        )
    if hashlib.sha256(content).hexdigest() != DATASETS[dataset].checksums[name]:
        raise DataError(f"{what} was altered (its SHA-256 is not {dataset}'s); {cure}.")
    return content


def _parse_idx(content: bytes) -> np.ndarray:
    """Read the IDX format: two zeros, the type, the number of axes, sizes, data."""
    rank = content[3]
    shape = struct.unpack(f">{rank}I", content[4 : 4 + 4 * rank])
    # A bytearray, since PyTorch wants memory that may be written to.
    return np.frombuffer(bytearray(content[4 + 4 * rank :]), np.uint8).reshape(shape)
