import errno
import os

import pytest

from msgan_lib.ground.errors import CourseError
from msgan_tools.run import runner
from msgan_tools.run.locks import lock_file
from msgan_tools.sweep import record


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
