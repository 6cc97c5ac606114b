"""Runs in groups: never two kinds in one, no run twice, and every gap is named."""

import json

import pytest
from made_up_rows import BASE, OURS, row, rows

from msgan_lib.ground.errors import CourseError
from msgan_tools.table.groups import group_results, read_results


def test_runs_that_failed_or_are_under_way_are_named():
    of = {"notebook": "one_run", "why": "one_run: cell 3 raised ValueError: no"}
    failed = {**of, "parameters": row(OURS, 0, 9)["parameters"]}
    elsewhere = {**of, "parameters": row(OURS, 0, 9, labels=2)["parameters"]}
    under_way = {**of, "parameters": row(OURS, 0, 2)["parameters"], "why": "not yet"}
    there = [r for r in rows() if r["parameters"]["seed"] != 2 or OURS not in str(r)]
    one, other = group_results(there, [failed, elsewhere, under_way])
    assert one.missing == {(OURS, "seed=9"): of["why"], (OURS, "seed=2"): "not yet"}
    assert other.title == "one_run, profile full, labels 2; no results"
    assert (other.values, other.missing) == ({}, {(OURS, "seed=9"): of["why"]})


def test_what_another_method_has_is_missed_unless_it_is_there():
    [group] = group_results([*rows(), row(OURS, 1.0, 9)])
    assert group.missing == {(BASE, "seed=9"): "no result"}
    of = {"notebook": "one_run", "why": "not finished"}
    [group] = group_results(rows(), [{**of, "parameters": rows()[0]["parameters"]}])
    assert group.missing == {}  # it ran a second time, say


@pytest.mark.parametrize("changes", [{"revision": "b" * 40}, {"data": "fashion"},
                                     {"labels": 2}])  # fmt: skip
def test_other_revisions_data_and_settings_are_groups_of_their_own(changes):
    one, other = group_results(rows() + rows(**changes))
    assert one.title != other.title
    assert one.values == other.values == group_results(rows())[0].values
    assert one.missing == other.missing == {}


def test_a_recipe_is_what_it_holds_and_an_empty_one_is_none():
    recipes = [
        {},
        {"lr": 0.1, "num_steps": 5},
        {"num_steps": 5, "lr": 0.1},
        {"lr": 0.2},
    ]
    changed = [
        row(OURS, 1.0, seed, recipe=recipe) for seed, recipe in enumerate(recipes)
    ]
    groups = group_results([row(BASE, 1.0, 0), *changed])
    assert [sorted(group.values) for group in groups] == [[BASE, OURS], [OURS], [OURS]]
    assert [list(group.values[OURS]) for group in groups] == [
        ["seed=0"], ["seed=1", "seed=2"], ["seed=3"]
    ]  # fmt: skip
    assert "labels 10, recipe.lr 0.1, recipe.num_steps 5; data" in groups[1].title


def test_mixed_takes_revisions_together_but_no_run_twice_and_no_other_data():
    new = [row(OURS, 6.5, 4, "b" * 40), row(BASE, 8.0, 4, "b" * 40)]
    assert len(group_results(rows() + new)) == 2
    [group] = group_results(rows() + new, mixed=True)
    assert [len(values) for values in group.values.values()] == [5, 5]
    assert "revision" not in group.title
    with pytest.raises(CourseError, match="supervised with seed=0 is there twice"):
        group_results(rows() + rows(revision="b" * 40), mixed=True)
    assert len(group_results(rows() + rows(data="fashion"), mixed=True)) == 2


def test_the_same_run_twice_is_refused():
    with pytest.raises(CourseError, match=r"is there twice .* a run counts once"):
        group_results(rows() + rows()[:1])


def test_another_metric_and_one_that_is_not_there():
    [group] = group_results(rows(), metric="other_count")
    assert group.values[OURS] == {f"seed={seed}": 3 for seed in range(4)}
    with pytest.raises(CourseError, match=r"METHOD/nothing; .* other_count, test_err"):
        group_results(rows(), metric="nothing")


def test_a_folder_is_read_without_what_jupyterlab_left(tmp_path):
    for name, content in (("a", row(BASE, 1.0, 0)), ("b", row(BASE, 2.0, 1))):
        folder = tmp_path / "runs" / "one_run" / name
        folder.mkdir(parents=True)
        (folder / "result.json").write_text(json.dumps(content))
    cut = tmp_path / "runs" / "one_run" / "c"
    cut.mkdir()
    (cut / "run.json").write_text(json.dumps(row(BASE, 0.0, 2)))
    (cut / "result.json").write_text("{")
    lab = tmp_path / "runs" / "interactive" / "one_run"
    lab.mkdir(parents=True)
    (lab / "result.json").write_text(json.dumps(row(BASE, 9.0, 3)))
    results, unfinished = read_results(tmp_path / "runs")
    assert [r["parameters"]["seed"] for r in results] == [0, 1]
    assert [(u["parameters"]["seed"], u["why"]) for u in unfinished] == [
        (2, "not finished")
    ]
    with pytest.raises(CourseError, match="no folder and no file"):
        read_results(tmp_path / "nowhere")


def test_a_folder_of_recorded_rows_names_its_files(tmp_path):
    for name in ("b", "a"):
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(row(BASE, 1.0, 0)) + "\n")
    with pytest.raises(CourseError, match=r"one of its files: a\.jsonl, b\.jsonl\."):
        read_results(tmp_path)
    results, _ = read_results(tmp_path / "a.jsonl")
    assert len(results) == 1
