"""Bad numbers, data and checkpoints, met through the command line in a real run."""

import gzip
import shutil
import subprocess

import pytest
import torch

from msgan_lib.image_files import X_TEST, data_folder
from msgan_lib.training.checkpoint import save_checkpoint

START = """
from msgan_lib.lesson.run import start_run
run = start_run("training", profile=profile, seed=seed)
"""
TRAIN = """
from msgan_lib.training.outcome import train_method
outcome = train_method(
    "supervised_multiscale", num_steps=4, labels_per_class=2, seed=seed,
    steps_per_epoch=4, checkpoint_every=2, checkpoint=run.checkpoint("training"),
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


def change_byte(path, position):
    content = bytearray(gzip.decompress(path.read_bytes()))
    content[position] ^= 1
    path.write_bytes(gzip.compress(bytes(content), 1))


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        (lambda path: path.unlink(), "is missing"),
        (lambda path: change_byte(path, 5_000_000), "was altered"),
    ],
    ids=["missing", "one byte changed"],  # tests/test_datasets.py has the others
)
def test_a_damaged_data_file(msgan, notebook, copied, assert_failed, damage, problem):
    damage(copied)
    result = msgan.run(notebook("training", START, TRAIN, SAVE))
    assert_failed(
        result, "training", "cell 3 raised DataError", str(copied), problem, "git"
    )


@pytest.fixture
def trained(msgan, notebook):
    """A finished run whose result is lost: it would go on from its checkpoint."""
    path = notebook("training", START, TRAIN, SAVE)
    assert msgan.run(path).returncode == 0
    folder = msgan.folder("training")
    (folder / "result.json").unlink()
    return path, folder / "training.pt"


def test_a_checkpoint_cut_short_or_of_another_configuration(
    msgan, trained, assert_failed
):
    path, checkpoint = trained
    good = checkpoint.read_bytes()

    checkpoint.write_bytes(good[: len(good) // 2])
    result = msgan.run(path)
    assert_failed(result, "training", str(checkpoint), "is cut short", "delete it")

    checkpoint.write_bytes(good)
    saved = torch.load(checkpoint, weights_only=True)
    save_checkpoint(checkpoint, saved["config"] | {"lr": 0.5}, saved["state"])
    result = msgan.run(path)
    assert_failed(
        result, "training", "another configuration", "lr is 0.5 there, 0.002 here"
    )
    assert torch.load(checkpoint, weights_only=True)["config"]["lr"] == 0.5  # kept

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
