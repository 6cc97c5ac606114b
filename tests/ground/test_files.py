import errno
import os

import pytest

from msgan_lib.ground.errors import CourseError
from msgan_lib.ground.files import lock_file, write_atomically
from msgan_tools.run import runner
from msgan_tools.sweep import record


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


def test_a_lock_keeps_another_out_until_the_file_is_closed(tmp_path):
    with open(tmp_path / "lock", "a") as first, open(tmp_path / "lock", "a") as second:
        assert lock_file(first, "--output-dir")
        assert not lock_file(second, "--output-dir")
        first.close()
        assert lock_file(second, "--output-dir")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no flock")
@pytest.mark.parametrize("number", [errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP])
def test_a_file_system_without_locks_is_not_taken_for_a_busy_one(
    tmp_path, monkeypatch, number
):
    import fcntl

    def flock(*_):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "flock", flock)
    job = runner.Job(notebook=None, parameters={}, data={}, folder=tmp_path / "run")
    with pytest.raises(CourseError, match=r"cannot lock files .* with --output-d"):
        runner.run(job)
    with pytest.raises(CourseError, match=r"cannot lock files .* with --record"):
        record.Record(tmp_path / "rows.jsonl").add("1", {"revision": "a" * 40})
