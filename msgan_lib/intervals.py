"""What a few draws say of a mean: its interval, and whether it may be 0.

Without PyTorch, so that a table of recorded runs is there at once.
"""

import statistics
from collections.abc import Sequence
from typing import NamedTuple


class TTest(NamedTuple):
    """The mean of some values; None for what does not exist."""

    mean: float
    low: float | None = None  # the 95 % confidence interval of the mean
    high: float | None = None
    p_value: float | None = None  # small: the mean is hardly 0


def t_test(values: Sequence[float]) -> TTest:
    """Return the mean of several draws, its 95 % interval and p-value (Student's t).

    For two methods give the differences of the pairs. There is the mean alone for one
    value, and where all are equal. Raises ValueError where there are none.
    """
    if not len(values):  # it may be an array
        raise ValueError("a mean needs at least one value")
    mean = statistics.mean(map(float, values))
    largest = max(map(abs, values))
    if len(values) < 2 or max(values) - min(values) <= 1e-12 * largest:
        return TTest(mean)
    from scipy.stats import ttest_1samp  # slow to import

    test = ttest_1samp(values, 0)
    interval = test.confidence_interval(0.95)
    return TTest(mean, float(interval.low), float(interval.high), float(test.pvalue))


def mean_interval(values: Sequence[float]) -> tuple[float, float, float]:
    """Return the mean of several draws and its 95 % interval, as t_test does.

    Where all are equal it is as wide as a point. Raises ValueError for fewer than two
    values. Taught in lesson 02.
    """
    if len(values) < 2:
        raise ValueError("an interval needs at least two values")
    test = t_test(values)
    if test.low is None:
        return test.mean, test.mean, test.mean
    return test.mean, test.low, test.high
