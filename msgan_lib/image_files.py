"""The image files: reading, checking and fetching them; NumPy alone, no PyTorch.

Files are read without a download and checked at every load: a file that was cut short
or altered is named, never used. Taught in lesson 00.
"""

import gzip
import hashlib
import os
import struct
import time
import zlib
from pathlib import Path

import numpy as np

from msgan_lib.ground.errors import CourseError
from msgan_lib.ground.files import write_atomically
from msgan_lib.ground.folders import course_folder

NUM_CLASSES = 10
IMAGE_SIZE = 28

X_TRAIN = "train-images-idx3-ubyte"
Y_TRAIN = "train-labels-idx1-ubyte"
X_TEST = "t10k-images-idx3-ubyte"
Y_TEST = "t10k-labels-idx1-ubyte"

# SHA-256 of the uncompressed files: how they were gzipped doesn't matter.
DATASETS = {
    "mnist": {
        X_TRAIN: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
        Y_TRAIN: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
        X_TEST: "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
        Y_TEST: "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
    },
    "fashion-mnist": {
        X_TRAIN: "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
        Y_TRAIN: "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
        X_TEST: "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
        Y_TEST: "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34",
    },
}
CLASS_NAMES = {
    "mnist": tuple("0123456789"),
    "fashion-mnist": (
        "T-shirt", "trouser", "pullover", "dress", "coat",
        "sandal", "shirt", "sneaker", "bag", "ankle boot",
    ),
}  # fmt: skip
SPLIT_FILES = {
    "train": (X_TRAIN, Y_TRAIN),
    "test": (X_TEST, Y_TEST),
}
# Where Debian's package dataset-fashion-mnist puts its files.
DEBIAN_FOLDER = Path("/usr/share/datasets")
# A download is given up after so many seconds without a byte, and in all; the largest
# file has 26 MB.
SILENT_SECONDS = 30.0
DOWNLOAD_SECONDS = 900.0
MOST_BYTES = 100_000_000


class DataError(CourseError):
    """A data file is missing, cut short or altered, or a data set is unknown."""


def data_folder(dataset: str) -> Path:
    """Return the folder of a data set: below MSGAN_DATA if set, else below `data/`.

    Raises DataError for an unknown data set, CourseError where there is no `data/`.
    """
    _checksums(dataset)
    root = os.environ.get("MSGAN_DATA") or course_folder() / "data"
    return Path(root) / dataset


def data_checksum(dataset: str) -> str:
    """Return one SHA-256 that stands for all files of a data set; reads no file."""
    joined = "".join(f"{name} {sha}\n" for name, sha in _checksums(dataset).items())
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
    folder, found = data_folder(dataset), []
    for name in _checksums(dataset):
        try:
            _read_checked(dataset, folder, name)
            found.append((f"{name}.gz", None))
        except DataError as error:
            found.append((f"{name}.gz", str(error)))
    return found


def fetch(dataset: str, source: Path | str | None = None) -> Path:
    """Bring a data set into `data/`, checked; return its folder.

    Takes the files of the folder `source` if one is named; else those of Debian's
    package where that is installed; else torchvision's mirror. Files that are there and
    sound are kept; the others are written once all of them are found and right. Raises
    DataError where no source has the right files.
    """
    folder = data_folder(dataset)
    wrong = [name for name, problem in verify(dataset) if problem]
    if not wrong:
        return folder
    if source is None and (DEBIAN_FOLDER / dataset).is_dir():
        source = DEBIAN_FOLDER / dataset
    found = {}
    for file_name in wrong:
        if source is None:
            found[file_name] = _from_mirror(dataset, file_name)
        else:
            found[file_name] = _from_folder(Path(source), file_name)
        name, what = file_name.removesuffix(".gz"), source or "the mirror"
        remedy = _other_source(dataset)
        _check(dataset, name, found[file_name], f"{file_name} from {what}", remedy)
    for file_name, compressed in found.items():
        write_atomically(folder / file_name, compressed)
    return folder


def _checksums(dataset: str) -> dict[str, str]:
    try:
        return DATASETS[dataset]
    except (KeyError, TypeError):
        names = ", ".join(DATASETS)
        raise DataError(f"Unknown data set {dataset!r}; there are: {names}.") from None


def _remedy(dataset: str) -> str:
    if dataset == "mnist":
        return "bring the file back with `git checkout -- data/mnist`"
    return f"run `msgan data fetch {dataset}`"


def _other_source(dataset: str) -> str:
    return (
        f"name a folder that has the files: `msgan data fetch {dataset} --from FOLDER`"
    )


def _read_checked(dataset: str, folder: Path, name: str) -> bytes:
    path = folder / f"{name}.gz"
    try:
        compressed = path.read_bytes()
    except FileNotFoundError:
        raise DataError(f"{path} is missing; {_remedy(dataset)}.") from None
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error.strerror}.") from None
    return _check(dataset, name, compressed, f"{path}", _remedy(dataset))


def _check(dataset: str, name: str, compressed: bytes, what: str, remedy: str) -> bytes:
    try:
        content = gzip.decompress(compressed)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        content = b""
    if not content:
        raise DataError(f"{what} is cut short or no gzip file; {remedy}.")
    magic = bytes([0, 0, 8, 3 if "images" in name else 1])  # uint8, number of axes
    if content[:4] != magic:
        raise DataError(
            f"{what} is not the IDX file it should be: its magic number is "
            f"{content[:4].hex()}, not {magic.hex()}; {remedy}."
        )
    if hashlib.sha256(content).hexdigest() != DATASETS[dataset][name]:
        raise DataError(
            f"{what} was altered (its SHA-256 is not {dataset}'s); {remedy}."
        )
    return content


def _parse_idx(content: bytes) -> np.ndarray:
    """Read the IDX format: two zeros, the type, the number of axes, sizes, data."""
    rank = content[3]
    shape = struct.unpack(f">{rank}I", content[4 : 4 + 4 * rank])
    # A bytearray, since PyTorch wants memory that may be written to.
    return np.frombuffer(bytearray(content[4 + 4 * rank :]), np.uint8).reshape(shape)


def _from_folder(source: Path, file_name: str) -> bytes:
    for path in (source / file_name, source / file_name.removesuffix(".gz")):
        if path.is_file():
            data = path.read_bytes()
            return data if path.suffix == ".gz" else gzip.compress(data, mtime=0)
    raise DataError(f"{source} has no {file_name}; name a folder that holds it.")


def _from_mirror(dataset: str, file_name: str) -> bytes:
    from http.client import HTTPException

    if dataset != "fashion-mnist":
        raise DataError(
            f"{dataset} is part of the course and is not fetched; {_remedy(dataset)}."
        )
    from torchvision.datasets import FashionMNIST

    reason = "no mirror is known"
    for mirror in FashionMNIST.mirrors:
        try:
            return _download(mirror + file_name)
        # Between here and the mirror anything may answer: half a chunk, a redirect to
        # itself, no HTTP at all; and a proxy's address may be none (a ValueError).
        except (OSError, HTTPException, ValueError) as error:
            reason = " ".join(str(getattr(error, "reason", "") or error).split())
            if not reason.isprintable():
                reason = type(error).__name__
    raise DataError(
        f"{file_name} could not be downloaded ({reason:.150}); check the network and "
        f"the proxy, or {_other_source(dataset)}."
    )


def _download(url: str) -> bytes:
    """Return what is at `url`; raises OSError, HTTPException or ValueError."""
    from urllib.request import build_opener

    from tqdm import tqdm

    content, end = bytearray(), time.monotonic() + DOWNLOAD_SECONDS
    with (
        build_opener().open(url, timeout=SILENT_SECONDS) as response,
        # disable=None: no bar where nobody looks
        tqdm(desc=url, unit="B", unit_scale=True, disable=None) as bar,
    ):
        bar.total = response.length
        while chunk := response.read1(2**16):
            content += chunk
            bar.update(len(chunk))
            if len(content) > MOST_BYTES:
                raise ValueError(f"more than {MOST_BYTES:,} bytes came")
            if time.monotonic() > end:
                raise TimeoutError(f"not done after {DOWNLOAD_SECONDS:g} s")
    return bytes(content)
