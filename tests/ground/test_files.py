import os

import pytest

from msgan_lib.ground.errors import CourseError
from msgan_lib.ground.files import write_atomically


def test_text_and_bytes_are_written_into_new_folders(tmp_path):
    write_atomically(tmp_path / "new" / "a.txt", "ä\n")
    assert (tmp_path / "new" / "a.txt").read_bytes() == "ä\n".encode()
    write_atomically(str(tmp_path / "new" / "a.txt"), b"\x00")
    assert (tmp_path / "new" / "a.txt").read_bytes() == b"\x00"


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_file_and_nothing_beside_it(
    tmp_path, monkeypatch, step
):
    def full(*_):
        raise OSError(28, "No space left on device")

    path = tmp_path / "a.txt"
    write_atomically(path, "old")
    monkeypatch.setattr(os, step, full)
    with pytest.raises(CourseError, match=r"a\.txt: No space left on device; make roo"):
        write_atomically(path, "new")
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("a.txt", "old")]
