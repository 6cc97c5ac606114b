import json

import pytest

from msgan_lib import recorded_rows
from msgan_lib.ground.errors import CourseError
from msgan_lib.recorded_rows import by_draw, paired_differences


def test_rows_are_read_in_order(tmp_path, monkeypatch):
    monkeypatch.setattr(recorded_rows, "RESULTS", tmp_path)
    rows = [{"metrics": {"a/b": n}} for n in range(3)]
    text = "".join(json.dumps(row) + "\n" for row in rows)
    (tmp_path / "many.jsonl").write_text(text)
    assert recorded_rows.recorded_rows("many") == rows


def test_half_a_row_is_left_out_and_what_is_no_row_is_named(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text('{"a": 1}\n{"a": 2}\n{"a')
    assert recorded_rows.read_rows(path) == [{"a": 1}, {"a": 2}]
    path.write_text('{"a": 1}\n{"a\n')
    with pytest.raises(CourseError, match=r"rows\.jsonl, line 2: .*take the line out"):
        recorded_rows.read_rows(path)
    with pytest.raises(CourseError, match="is no file of recorded results"):
        recorded_rows.read_rows(tmp_path)


def test_a_missing_file_is_told_with_the_command(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(recorded_rows, "RESULTS", tmp_path)
    assert recorded_rows.recorded_rows("none") == []
    said = capsys.readouterr().out
    assert "msgan sweep data/sweeps/none.yaml --record data/results/none.jsonl" in said


def row(method, per_class, draw, error):
    parameters = {"method": method, "labels_per_class": per_class, "label_seed": draw}
    metrics = {f"{method}/test_error_percent": error}
    return {"parameters": parameters, "metrics": metrics}


def test_errors_are_sorted_by_method_labels_and_draw():
    rows = [row("a", 2, 1, 8.0), row("b", 2, 0, 7.0), row("a", 2, 0, 9.0)]
    rows.append(row("a", 10, 0, 3.0))
    assert recorded_rows.errors_by_labels(rows) == {
        "a": {20: [9.0, 8.0], 100: [3.0]},
        "b": {20: [7.0]},
    }


def test_a_row_may_hold_several_methods_and_other_numbers():
    one = row("a", 2, 0, 9.0)
    one["metrics"] |= {"b/test_error_percent": 8.0, "b/test_error_low_percent": 7.0}
    one["metrics"]["b/seconds"] = 3.0
    assert recorded_rows.errors_by_labels([one, row("b", 2, 1, 6.0)]) == {
        "a": {20: [9.0]},
        "b": {20: [8.0, 6.0]},
    }


def run(draw, error, steps=100, name="gan"):
    return {
        "parameters": {"label_seed": draw, "num_steps": steps, "dataset": "mnist"},
        "metrics": {f"{name}/test_error_percent": error},
    }


def test_a_number_by_draw_is_that_of_the_rows_asked_for():
    rows = [run(1, 3.0), run(0, 2.0), run(0, 9.0, steps=7), run(0, 8.0, name="other")]
    found = by_draw(rows, "gan", num_steps=100)
    assert list(found.items()) == [(0, 2.0), (1, 3.0)]
    assert by_draw(rows, "gan", num_steps=7) == {0: 9.0}
    assert by_draw(rows, "gan", num_steps=8) == {}
    assert by_draw(rows, "gan", "cpu_seconds", num_steps=100) == {}


def test_two_numbers_of_one_draw_are_refused():
    with pytest.raises(CourseError, match="Two rows hold gan/test_error_percent of"):
        by_draw([run(0, 2.0), run(0, 9.0, steps=7)], "gan")


def test_differences_are_of_the_draws_that_both_have():
    assert paired_differences({2: 1.0, 0: 3.0, 1: 9.0}, {0: 1.0, 2: 4.0}) == [-3.0, 2.0]
    assert paired_differences({0: 1.0}, {1: 1.0}) == []
