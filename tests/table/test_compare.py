"""Tables: sound numbers, honest gaps, and never two kinds of rows in one mean."""

import json

import pytest
from scipy import stats

from msgan_lib.ground.errors import CourseError
from msgan_tools.table.command import draw, group_text
from msgan_tools.table.compare import (
    compare,
    csv_text,
    gaps,
    group_results,
    read_results,
)

BASE, OURS = "supervised", "with_gan"
ERRORS = {BASE: [7.0, 6.0, 8.0, 7.5], OURS: [6.0, 5.5, 6.0, 7.0]}


def row(method, value, seed, revision="a" * 40, data="mnist", **parameters):
    return {
        "notebook": "one_run",
        "profile": "full",
        "parameters": {
            "profile": "full", "seed": seed, "method": method, "labels": 10,
            **parameters,
        },
        "metrics": {f"{method}/test_error_percent": value, f"{method}/other_count": 3},
        "seconds": {"wall": 1.0, "cpu": 1.0},
        "versions": {},
        "data": {"dataset": data, "checksum": data * 3},
        "revision": revision,
        "command": "msgan run one_run",
    }  # fmt: skip


def rows(**changes):
    return [
        row(method, value, seed, **changes)
        for method, values in ERRORS.items()
        for seed, value in enumerate(values)
    ]


def test_other_numbers_in_the_recipe_are_another_group_and_none_is_no_word():
    recorded, empty = group_results(rows()), group_results(rows(recipe={}))
    assert [group.title for group in recorded] == [group.title for group in empty]
    groups = group_results(rows(recipe={}) + rows(recipe={"lr": 0.1}))
    assert ["recipe.lr 0.1" in group.title for group in groups] == [False, True]


def test_means_and_the_paired_difference_are_those_of_scipy():
    [group] = group_results(rows())
    ours, base = compare(group, BASE)
    assert (ours.method, ours.n, ours.mean) == (OURS, 4, 6.125)
    assert (base.method, base.mean, base.difference) == (BASE, 7.125, None)
    assert base.sd == pytest.approx(0.8539, abs=1e-4)
    assert (ours.n_pairs, ours.difference) == (4, -1.0)
    differences = [a - b for a, b in zip(ERRORS[OURS], ERRORS[BASE], strict=True)]
    one_sample = stats.ttest_1samp(differences, 0)
    interval = one_sample.confidence_interval(0.95)
    assert ours.p_value == pytest.approx(one_sample.pvalue)
    assert (ours.low, ours.high) == pytest.approx((interval.low, interval.high))
    assert gaps(group) == []


def test_pairs_are_found_by_seed_and_labels_in_whatever_order():
    shuffled = sorted(rows(), key=lambda r: (r["parameters"]["seed"] * 7) % 4)
    [group] = group_results(shuffled)
    assert compare(group, BASE)[0].difference == -1.0
    found = group_results([row(BASE, 5.0, 0, label_seed=1), *rows()])
    assert sum(len(of) for group in found for of in group.values.values()) == 9


def test_a_missing_run_is_named_and_its_partner_is_in_no_pair():
    lacking = [r for r in rows() if r["parameters"]["seed"] != 2 or BASE in str(r)]
    [group] = group_results(lacking)
    line = next(line for line in compare(group, BASE) if line.method == OURS)
    assert (line.n, line.n_pairs) == (3, 3)
    assert gaps(group) == ["with_gan, seed=2: no result"]
    assert "incomplete:\n  with_gan, seed=2: no result" in group_text(group, BASE)


def test_a_baseline_that_lacks_a_run_makes_fewer_pairs():
    [group] = group_results([*rows(), row(OURS, 1.0, 9)])
    ours = next(line for line in compare(group, BASE) if line.method == OURS)
    assert (ours.n, ours.n_pairs, ours.difference) == (5, 4, -1.0)
    assert gaps(group) == ["supervised, seed=9: no result"]


def test_runs_that_failed_or_are_under_way_are_named():
    of = {"notebook": "one_run", "why": "one_run: cell 3 raised ValueError: no"}
    failed = {**of, "parameters": row(OURS, 0, 9)["parameters"]}
    elsewhere = {**of, "parameters": row(OURS, 0, 9, labels=2)["parameters"]}
    one, other = group_results(rows(), [failed, elsewhere])
    assert gaps(one) == [
        "with_gan, seed=9: one_run: cell 3 raised ValueError: no",
    ]
    assert compare(other) == []
    assert "labels 2; no results\nincomplete:\n  with_gan, seed=9" in group_text(
        other, BASE
    )


@pytest.mark.parametrize("changes", [{"revision": "b" * 40}, {"data": "fashion"},
                                     {"labels": 2}])  # fmt: skip
def test_other_revisions_data_and_settings_are_groups_of_their_own(changes):
    one, other = group_results(rows() + rows(**changes))
    assert one.title != other.title
    assert [line.n for line in compare(one) + compare(other)] == [4, 4, 4, 4]


def test_mixed_takes_revisions_together_but_no_run_twice_and_no_other_data():
    new = [row(OURS, 6.5, 4, "b" * 40), row(BASE, 8.0, 4, "b" * 40)]
    assert len(group_results(rows() + new)) == 2
    [group] = group_results(rows() + new, mixed=True)
    assert [line.n for line in compare(group)] == [5, 5]
    assert "revision" not in group.title
    with pytest.raises(CourseError, match="supervised with seed=0 is there twice"):
        group_results(rows() + rows(revision="b" * 40), mixed=True)
    assert len(group_results(rows() + rows(data="fashion"), mixed=True)) == 2


def test_the_same_run_twice_is_refused():
    with pytest.raises(CourseError, match=r"is there twice .* a run counts once"):
        group_results(rows() + rows()[:1])


def test_too_few_pairs_and_equal_differences_give_no_p_value():
    [group] = group_results([row(BASE, 7.0, 0), row(OURS, 6.0, 0)])
    ours = compare(group, BASE)[0]
    assert (ours.sd, ours.difference, ours.p_value) == (None, -1.0, None)
    equal = [row(m, s + (m == OURS) * 0.1, s) for m in ERRORS for s in (1, 2, 3)]
    [group] = group_results(equal)
    assert compare(group, BASE)[1].p_value is None
    assert "nan" not in group_text(group, BASE)


def test_csv_and_picture():
    groups = group_results(rows() + rows(labels=2))
    lines = csv_text(groups, BASE).splitlines()
    assert lines[0].startswith("group,method,n,mean,sd,n_pairs,difference,low,high,p_")
    assert len(lines) == 5
    assert draw(groups, "test_error_percent").startswith(b"\x89PNG")


def test_another_metric_and_one_that_is_not_there():
    [group] = group_results(rows(), metric="other_count")
    assert compare(group)[0].mean == 3
    with pytest.raises(CourseError, match="METHOD/nothing"):
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
