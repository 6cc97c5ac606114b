import subprocess

import pytest
import torch

from msgan_lib.ground.errors import CourseError
from msgan_lib.training.checkpoint import (
    CheckpointError,
    load_checkpoint,
    save_checkpoint,
)

CONFIG = {"lr": 0.1, "seed": 0}
STATE = {"weights": torch.arange(5000.0), "steps_done": 7}


def test_what_is_saved_is_loaded(tmp_path):
    path = tmp_path / "a.pt"
    assert load_checkpoint(path, CONFIG) is None
    save_checkpoint(path, CONFIG, STATE)
    loaded = load_checkpoint(path, CONFIG)
    assert torch.equal(loaded["weights"], STATE["weights"])
    assert loaded["steps_done"] == 7
    assert [p.name for p in tmp_path.iterdir()] == ["a.pt"]


@pytest.mark.parametrize("keep", [0, 1, 100, -1])
def test_a_checkpoint_cut_short_is_named(tmp_path, keep):
    path = tmp_path / "a.pt"
    save_checkpoint(path, CONFIG, STATE)
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(CheckpointError, match=r"a\.pt is cut short .* delete it"):
        load_checkpoint(path, CONFIG)


def test_a_checkpoint_of_another_configuration_is_refused(tmp_path):
    path = tmp_path / "a.pt"
    save_checkpoint(path, CONFIG, STATE)
    with pytest.raises(CheckpointError, match=r"lr is 0\.1 there, 0\.3 here"):
        load_checkpoint(path, CONFIG | {"lr": 0.3})


@pytest.fixture
def full_disk(tmp_path):
    """A file system of 64 KB that is nearly full."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)],
        capture_output=True,
    )
    if mounted.returncode:
        pytest.skip("this user may not mount a small file system")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_keeps_the_last_good_checkpoint(full_disk):
    path = full_disk / "a.pt"
    save_checkpoint(path, CONFIG, STATE)
    bigger = {"weights": torch.arange(50_000.0), "steps_done": 8}
    with pytest.raises(CourseError, match="No space left on device"):
        save_checkpoint(path, CONFIG, bigger)
    assert load_checkpoint(path, CONFIG)["steps_done"] == 7
    assert [p.name for p in full_disk.iterdir()] == ["a.pt"]


def test_a_file_in_the_place_of_the_folder(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CourseError, match="Could not write"):
        save_checkpoint(tmp_path / "file" / "a.pt", CONFIG, STATE)
