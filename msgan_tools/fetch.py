"""Brings a data set into `data/`: from a folder, Debian's package or a mirror."""

import gzip
import time
from importlib import import_module
from pathlib import Path

from msgan_lib.data import (
    DATASETS,
    DataError,
    checked,
    data_folder,
    remedy,
    verify,
)
from msgan_lib.ground.files import write_atomically

# A download is given up after so many seconds without a byte, and in all; the largest
# file has 26 MB.
SILENT_SECONDS = 30.0
DOWNLOAD_SECONDS = 900.0
MOST_BYTES = 100_000_000


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
    debian = DATASETS[dataset].debian
    if source is None and debian and Path(debian).is_dir():
        source = debian
    compressed = {}
    for file_name in wrong:
        if source is None:
            compressed[file_name] = _from_mirror(dataset, file_name)
        else:
            compressed[file_name] = _from_folder(Path(source), file_name)
        name = file_name.removesuffix(".gz")
        what = f"{file_name} from {source or 'the mirror'}"
        checked(dataset, name, compressed[file_name], what, _other_source(dataset))
    for file_name, content in compressed.items():
        write_atomically(folder / file_name, content)
    return folder


def _other_source(dataset: str) -> str:
    return (
        f"name a folder that has the files: `msgan data fetch {dataset} --from FOLDER`"
    )


def _from_folder(source: Path, file_name: str) -> bytes:
    for path in (source / file_name, source / file_name.removesuffix(".gz")):
        if path.is_file():
            data = path.read_bytes()
            return data if path.suffix == ".gz" else gzip.compress(data, mtime=0)
    raise DataError(f"{source} has no {file_name}; name a folder that holds it.")


def _from_mirror(dataset: str, file_name: str) -> bytes:
    from http.client import HTTPException

    known_to = DATASETS[dataset].torchvision
    if known_to is None:
        raise DataError(
            f"{dataset} is part of the course and is not fetched; {remedy(dataset)}."
        )
    datasets = import_module("torchvision.datasets")
    reason = "no mirror is known"
    for mirror in getattr(datasets, known_to).mirrors:
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
