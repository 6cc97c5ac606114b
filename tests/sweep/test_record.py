"""Recorded rows: whole or not at all, each run once, of committed code only."""

import json
import multiprocessing
import subprocess

import pytest

from msgan_lib.ground.errors import CourseError
from msgan_tools.sweep import record
from msgan_tools.sweep.record import Record, read_record

RESULT = {
    "notebook": "one_run", "profile": "smoke", "parameters": {"seed": 0},
    "metrics": {"ours/test_error_percent": 1.5}, "seconds": {"wall": 1, "cpu": 1},
    "versions": {}, "data": {}, "revision": "a" * 40, "command": "msgan run one_run",
}  # fmt: skip


def add_many(path, together):
    record = Record(path)
    for number in range(100):
        together.wait()
        record.add(str(number), RESULT)


def test_two_processes_add_to_one_file_and_each_run_is_there_once(tmp_path):
    path = tmp_path / "results" / "rows.jsonl"
    spawn = multiprocessing.get_context("spawn")
    together = spawn.Barrier(2)
    processes = [
        spawn.Process(target=add_many, args=(path, together)) for _ in range(2)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    rows = read_record(path)
    assert sorted(int(row["digest"]) for row in rows) == list(range(100))
    assert all(row == {**RESULT, "digest": row["digest"]} for row in rows)
    assert Record(path).digests == {str(number) for number in range(100)}


def test_half_a_row_of_a_power_cut_is_no_row_and_gives_way(tmp_path):
    path = tmp_path / "rows.jsonl"
    Record(path).add("1", RESULT)
    with open(path, "a") as file:
        file.write('{"notebook": "one_')
    assert len(read_record(path)) == 1
    Record(path).add("2", RESULT)
    assert [row["digest"] for row in read_record(path)] == ["1", "2"]


def test_a_row_that_somebody_took_out_is_added_again(tmp_path):
    record = Record(tmp_path / "rows.jsonl")
    record.add("1", RESULT)
    record.add("2", RESULT)
    record.path.write_text("")
    record.add("1", RESULT)
    assert [row["digest"] for row in read_record(record.path)] == ["1"]


@pytest.mark.parametrize("line", ["{", "[]", '{"digest": "1"}', ""])
def test_a_line_that_is_no_result_is_told_with_its_number(tmp_path, line):
    path = tmp_path / "rows.jsonl"
    path.write_text(f"{json.dumps(RESULT)}\n{line}\n")
    with pytest.raises(CourseError, match=r"rows.jsonl, line 2: this is no result"):
        Record(path)


def test_a_file_that_is_no_text(tmp_path):
    (tmp_path / "rows.jsonl").write_bytes(b"\xff\xfe")
    with pytest.raises(CourseError, match="no file of recorded results"):
        Record(tmp_path / "rows.jsonl")


@pytest.mark.parametrize(
    ("revision", "remedy"),
    [
        ("a" * 40 + "-dirty", "not committed; commit, then start again"),
        ("unknown", "what would run now names no commit, since git gave none or"),
    ],
)
def test_results_of_uncommitted_code_are_refused(
    tmp_path, monkeypatch, revision, remedy
):
    with pytest.raises(CourseError, match="committed code only"):
        Record(tmp_path / "rows.jsonl").add("1", {**RESULT, "revision": revision})
    assert not (tmp_path / "rows.jsonl").exists()
    monkeypatch.setattr(record, "find_revision", lambda: revision)
    with pytest.raises(CourseError, match=remedy):
        record.check_clean()


def test_a_full_disk_leaves_the_rows_that_were_there(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=8k", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("this user may not mount a small file system")
    try:
        record = Record(disk / "rows.jsonl")
        record.add("1", RESULT)
        with pytest.raises(CourseError, match="No space left on device; make room"):
            record.add("2", {**RESULT, "command": "x" * 9_000})
        assert [row["digest"] for row in read_record(record.path)] == ["1"]
        assert record.path.read_text().endswith("}\n")
        record.add("3", RESULT)
        assert [row["digest"] for row in read_record(record.path)] == ["1", "3"]
    finally:
        subprocess.run(["umount", str(disk)], check=True)
