"""Bad data and checkpoints, met through the command line in a real run.

What else can be wrong with them is tested where they are read.
"""

import gzip
import shutil
import subprocess

import pytest

from msgan_lib.data import X_TEST, data_folder
from msgan_tools.run.notebook_file import find_notebook
from msgan_tools.run.runner import plan_run

pytestmark = pytest.mark.slow

START = """
from msgan_lib.lesson.run import start_run
run = start_run("training", profile=profile, seed=seed)
"""
TRAIN = """
from msgan_lib.training.outcome import train_method
outcome = train_method(
    "supervised_multiscale", num_steps=2, labels_per_class=2, seed=seed,
    num_scored=100, checkpoint=run.checkpoint("training"),
)
"""
SAVE = 'run.save({"ours/test_error_percent": outcome.test.error_percent})'


@pytest.fixture
def copied(tmp_path, msgan):
    """A copy of the data, which the run reads."""
    folder = tmp_path / "data" / "mnist"
    shutil.copytree(data_folder("mnist"), folder)
    msgan.env["MSGAN_DATA"] = str(folder.parent)
    return folder / f"{X_TEST}.gz"


def test_a_damaged_data_file(msgan, notebook, copied, assert_failed):
    content = bytearray(gzip.decompress(copied.read_bytes()))
    content[5_000_000] ^= 1
    copied.write_bytes(gzip.compress(bytes(content), 1))
    load = "from msgan_lib.data import load_images\nload_images('mnist', 'test')"
    result = msgan.run(notebook("training", START, load))
    told = ("cell 3 raised DataError", str(copied), "was altered", "git")
    assert_failed(result, "training", *told)


def test_a_checkpoint_that_was_cut_short(msgan, notebook, assert_failed):
    path = notebook("training", START, TRAIN, SAVE)
    folder = plan_run(find_notebook(str(path)), {}, None, msgan.runs).folder
    folder.mkdir(parents=True)
    checkpoint = folder / "training.pt"
    checkpoint.write_bytes(b"PK\3\4, and no more")
    result = msgan.run(path)
    assert_failed(result, "training", str(checkpoint), "is cut short", "delete it")
    checkpoint.unlink()
    assert msgan.run(path).returncode == 0


def test_a_disk_that_is_full_when_a_checkpoint_is_written(
    msgan, notebook, small_disk, assert_failed
):
    msgan.runs = small_disk
    path = notebook("training", START, TRAIN, SAVE)
    result = msgan.run(path)
    assert_failed(result, "training", "training.pt", "No space left on device")
    assert not list(msgan.folder("training").glob("*.pt*"))
    # With room the same command ends well.
    more = ["mount", "-o", "remount,size=50m", str(small_disk)]
    subprocess.run(more, check=True)
    assert msgan.run(path).returncode == 0
