import numpy as np
import pytest
from scipy.stats import t as student_t
from scipy.stats import ttest_rel

from msgan_lib.intervals import TTest, mean_interval, t_test

FIRST, SECOND = [7.5, 6.0, 8.0, 7.1, 6.6], [7.0, 6.2, 7.9, 6.7, 6.3]
DIFFERENCES = [a - b for a, b in zip(FIRST, SECOND, strict=True)]


def test_paired_differences_are_tested_as_scipy_tests_the_pairs():
    expected = ttest_rel(FIRST, SECOND)
    interval = expected.confidence_interval(0.95)
    test = t_test(DIFFERENCES)
    assert test == pytest.approx(
        (np.mean(DIFFERENCES), interval.low, interval.high, expected.pvalue)
    )
    for values in (DIFFERENCES, np.array(DIFFERENCES)):
        assert mean_interval(values) == (test.mean, test.low, test.high)


def test_the_interval_is_students():
    half = student_t.ppf(0.975, 4) * np.std(DIFFERENCES, ddof=1) / 5**0.5
    mean, low, high = mean_interval(DIFFERENCES)
    assert (mean - half, mean + half) == pytest.approx((low, high))


@pytest.mark.parametrize("values", [[0.1], [0.1, 0.1], [1.1 - 1, 2.1 - 2, 3.1 - 3]])
def test_one_value_and_equal_ones_have_a_mean_alone(values):
    assert t_test(values) == TTest(pytest.approx(0.1))
    if len(values) > 1:
        assert mean_interval(values) == pytest.approx((0.1, 0.1, 0.1))


def test_too_few_values_are_told():
    with pytest.raises(ValueError, match="at least one value"):
        t_test([])
    with pytest.raises(ValueError, match="at least two values"):
        mean_interval([0.1])
