"""A method in a line: sound numbers, and none where there are too few runs."""

import pytest
from made_up_rows import BASE, ERRORS, OURS, row, rows
from scipy import stats

from msgan_tools.table.groups import group_results
from msgan_tools.table.summary import summaries


def test_means_and_the_paired_difference_are_those_of_scipy():
    [group] = group_results(rows())
    ours, base = summaries(group, BASE)
    assert (ours.method, ours.n, ours.mean) == (OURS, 4, 6.125)
    assert (base.method, base.mean, base.difference) == (BASE, 7.125, None)
    assert base.sd == pytest.approx(0.8539, abs=1e-4)
    assert (ours.n_pairs, ours.difference) == (4, -1.0)
    differences = [a - b for a, b in zip(ERRORS[OURS], ERRORS[BASE], strict=True)]
    one_sample = stats.ttest_1samp(differences, 0)
    interval = one_sample.confidence_interval(0.95)
    assert ours.p_value == pytest.approx(one_sample.pvalue)
    assert (ours.low, ours.high) == pytest.approx((interval.low, interval.high))


def test_pairs_are_found_by_seed_and_labels_in_whatever_order():
    shuffled = sorted(rows(), key=lambda r: (r["parameters"]["seed"] * 7) % 4)
    [group] = group_results(shuffled)
    assert summaries(group, BASE)[0].difference == -1.0
    [group] = group_results([row(BASE, 5.0, 0, label_seed=1), *rows()])
    assert [(line.n, line.n_pairs) for line in summaries(group, BASE)] == [
        (4, 4),
        (5, 0),
    ]


def test_a_run_without_its_partner_is_in_no_pair():
    [group] = group_results([*rows(), row(OURS, 1.0, 9), row(BASE, 90.0, 8)])
    ours, base = summaries(group, BASE)
    assert (ours.n, ours.n_pairs, ours.difference) == (5, 4, -1.0)
    assert (base.n, base.n_pairs) == (5, 0)


def test_too_few_pairs_and_equal_differences_give_no_p_value():
    [group] = group_results([row(BASE, 7.0, 0), row(OURS, 6.0, 0)])
    ours = summaries(group, BASE)[0]
    assert (ours.sd, ours.difference, ours.p_value) == (None, -1.0, None)
    equal = [row(m, s + (m == OURS) * 0.1, s) for m in ERRORS for s in (1, 2, 3)]
    [group] = group_results(equal)
    assert summaries(group, BASE)[1].p_value is None
