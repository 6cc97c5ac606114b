"""The checks of lesson 16's exercises."""

from math import ceil, comb, floor
from statistics import mean, median, pstdev, stdev, variance

import torch
from scipy.stats import t

from msgan_lib.lesson.checks import exercise, expect, expect_number
from msgan_lib.lesson.expect import expect_right, kind

# Equal seconds: how many steps cost what those of another training cost.


@exercise("16_equal_seconds", points=1)
def check_equal_seconds(equal_seconds, stream):
    """Steps of one training that cost what those of another cost."""
    inputs = _timings(stream)
    expect_right(
        equal_seconds,
        inputs,
        _rounded_down,
        {
            "The ratio is upside down: who has the cheaper step gets more steps.": (
                lambda n, times, other: n * median(other) / median(times)
            ),
            "You take means. One slow step, while the computer did something else, "
            "moves a mean; take medians.": (
                lambda n, times, other: n * mean(times) / mean(other)
            ),
            "You compare the sums of the lists, but one may be longer; take medians.": (
                lambda n, times, other: n * sum(times) / sum(other)
            ),
            "You take the fastest step of each. The median tells what a step costs "
            "as a rule.": lambda n, times, other: n * min(times) / min(other),
            "You take the slowest step of each; take medians.": (
                lambda n, times, other: n * max(times) / max(other)
            ),
            "You take the time in the middle of each list as it is given. Sort the "
            "times first, or let `statistics.median` do it.": (
                lambda n, times, other: n * _middle(times) / _middle(other)
            ),
            "Equal times count each for itself; a `set` keeps only one of them.": (
                lambda n, times, other: n * median(set(times)) / median(set(other))
            ),
            "That is the first training's cost. Divide by what a step of the other "
            "training costs.": lambda n, times, other: n * median(times),
            "That is the ratio of the costs. How many steps does it give?": (
                lambda n, times, other: median(times) / median(other)
            ),
            "You round the costs before you divide; round the steps alone.": (
                lambda n, times, other: n * round(median(times)) / round(median(other))
            ),
            "You round the ratio before you multiply; round the steps alone.": (
                lambda n, times, other: n * (median(times) // median(other))
            ),
        },
        told=_told_of_equal_seconds,
        read=_a_number,
        atol=1,
        rtol=0,  # a known mistake may be rounded in any way: that is told below
    )
    expect_right(
        equal_seconds,
        inputs,
        _rounded_down,
        {
            "You round up. Then the other training costs more than the first; round "
            "down.": lambda *given: ceil(_steps(*given)),
            "You round to the nearest number. If that is up, then the other training "
            "costs more than the first; round down.": (
                lambda *given: round(_steps(*given))
            ),
            "A training has a whole number of steps; round down.": _steps,
            "You give one step too few wherever the number comes out whole.": (
                lambda *given: ceil(_steps(*given)) - 1
            ),
            "You give one step too many.": lambda *given: floor(_steps(*given)) + 1,
            "You give one step where the seconds do not pay for any.": (
                lambda *given: max(1, floor(_steps(*given)))
            ),
        },
        told=_told_of_equal_seconds,
        read=_a_number,
        atol=1e-3,
        rtol=0,
    )
    result = [equal_seconds(*given) for given in inputs]
    plain = [x.item() if hasattr(x, "item") else x for x in result]
    expect(
        not any(isinstance(number, float) for number in plain),
        "The number is right, but it is a float. A training counts its steps with "
        "an int.",
    )


def _timings(stream):
    """Return inputs: fractions above and below a half and near 0, whole numbers, ties.

    The whole numbers are made of powers of two: no order of the operations rounds.
    """
    wanted = (  # steps, times, their range, those of the other, their range, fraction
        (100, 3, (30, 40), 3, (15, 25), (0.6, 0.9)),
        (4_000, 5, (150, 200), 7, (60, 90), (0.1, 0.4)),
        (12_000, 7, (150, 200), 5, (60, 90), (0.6, 0.9)),
        (3_000, 9, (20, 30), 3, (70, 90), (0.6, 0.9)),
        (700, 3, (20, 30), 9, (35, 60), (0.1, 0.4)),
        (20, 3, (30, 40), 5, (12, 18), (0.01, 0.05)),
        (30, 5, (30, 40), 3, (12, 18), (0.01, 0.05)),
        (40, 3, (150, 200), 5, (5, 9), (0.6, 0.9)),
        (40, 3, (5, 9), 5, (150, 200), (0.1, 0.4)),
        (50, 1, (20, 30), 1, (12, 18), (0.6, 0.9)),
        (50, 1, (20, 30), 1, (35, 60), (0.1, 0.4)),
        (1, 5, (20, 30), 5, (31, 50), (0.6, 0.9)),
        (1, 5, (20, 30), 5, (75, 90), (0.1, 0.4)),
    )
    inputs = []
    for num_steps, count, cost, count_other, cost_other, (least, most) in wanted:
        while True:
            times = _steps_timed(stream, count, *cost)
            other = _steps_timed(stream, count_other, *cost_other)
            if least <= _steps(num_steps, times, other) % 1 <= most:
                break
        inputs.append((num_steps, times, other))
    fast, slow = [128.0, 32.0, 8.0], [16.0, 64.0, 64.0, 512.0, 64.0]
    odd = 2 * int(torch.randint(200, 300, (), generator=stream)) + 1
    tied = [25.5, 90.0, 20.5, 20.5, 20.5, 21.5, 99.0, 21.0, 92.0]
    return [
        *inputs,
        (2 * odd, fast, slow),
        (odd, slow, fast),
        (odd, slow, slow[::-1]),
        (997, tied, [40.5, 64.0, 64.0, 64.0, 41.0, 43.0, 70.0]),
    ]


def _steps_timed(stream, count, low, high):
    """Return milliseconds of steps whose median lies between low and high.

    One is slow, and one is quick; neither the middle one nor the mean is the median.
    """
    first = low + (high - low) * torch.rand(count, generator=stream)
    times = [round(x, 3) for x in first.sort().values.tolist()]
    if count > 1:
        times[-1], times[0] = 5.0 * high, round(0.6 * low, 1)
        times[count // 2 :] = [*times[count // 2 + 1 :], times[count // 2]]
    return times


def _steps(num_steps, times, times_other):
    return num_steps * median(times) / median(times_other)


def _middle(times):
    return times[len(times) // 2]


def _rounded_down(num_steps, times, times_other):
    return floor(_steps(num_steps, times, times_other))


def _a_number(result, *given):
    number = expect_number(result)
    return int(number) if number.is_integer() else number


def _told_of_equal_seconds(num_steps, times, times_other):
    return f"For {num_steps} steps, {times} ms and {times_other} ms"


# The effect over draws: the mean of paired differences, and its interval.


@exercise("16_paired_effect", points=2)
def check_paired_effect(paired_effect, stream):
    """Mean of paired differences and its interval, draws in any order."""
    inputs = _two_sides(stream)
    expect_right(
        paired_effect,
        inputs,
        lambda a, b, factor: mean(_pairs(a, b)),
        _WRONG_MEANS,
        told=lambda *given: f"{_told_of_paired_effect(*given)} as the mean",
        read=lambda result, *given: _three_numbers(result)[0],
        atol=2e-5,
    )
    expect_right(
        paired_effect,
        inputs,
        lambda a, b, factor: _ends(a, b, _half_width(_pairs(a, b), factor)),
        _WRONG_INTERVALS,
        told=lambda *given: f"{_told_of_paired_effect(*given)} as the two ends",
        read=lambda result, *given: _three_numbers(result)[1:],
        atol=2e-5,
    )


def _two_sides(stream):
    """Return errors by draw of both sides, and factors.

    Among the draws is number 0, among the errors 0, among the differences 0 and equal
    ones, or all are equal, or their mean is 0; either side has draws of its own, or
    none has; orders differ, or do not.
    """
    a, b, c = (round(x, 1) for x in _uniform(stream, 3, 0.2, 0.9))
    three = ({4: 1 + a, 0: 3.5, 9: 2.0}, {7: 8.0, 0: 3 + b, 9: 6.0, 4: 5.0})
    five = (
        {3: 4.0 + a, 0: 0.0, 8: 3.0 + b, 20: 14.0, 5: 2.5, 1: 1.0 + c},
        {21: 1.0, 1: 4.5, 5: 2.5, 8: 7.5 + c, 0: 3.0 + a, 3: 5.5, 22: 4.0},
    )
    worse = (
        {30: 4.5, 12: 6.0 + a, 2: 5.5, 11: 3.0 + b, 6: 8.0},
        {6: 0.0, 2: 5.0 - c, 12: 4.0, 30: 1.5, 40: 30.0},
    )
    two = ({8: 2.0 + a, 5: 4.0}, {5: 9.5, 8: 3.5 + c, 1: 5.0, 2: 6.0})
    errors, more = _uniform(stream, 8, 5, 9), _uniform(stream, 8, -3, 2)
    eight = (
        {k: errors[k] + more[k] for k in (6, 2, 0, 7, 5, 3, 1, 4)} | {3: 0.0},
        {k: errors[k] for k in range(8)} | {3: 0.0},
    )
    in_order = ({k: errors[k] for k in range(4)}, {k: 6.0 + k for k in range(4)})
    equal = (
        {3: 2.5, 1: 4.0, 0: 7.5, 2: 6.0},
        {0: 8.5, 1: 5.0, 2: 4.0, 3: 3.5},
    )
    none_at_all = ({1: 2.5, 0: 3.0, 5: 4.5, 3: 8.5}, {3: 8.0, 5: 6.0, 1: 3.0, 0: 1.5})
    all_alike = ({0: 1.7, 1: 2.7, 2: 4.7}, {2: 4.0, 1: 2.0, 0: 1.0})
    return [
        (*three, 2.0),
        (*five, 2.5),
        (*five, 1.25),
        (*worse, 3.25),
        (*two, 12.5),
        (*eight, 2.25),
        (*in_order, 0.5),
        (*equal, 1.5),
        (*none_at_all, 3.0),
        (*all_alike, 4.5),
    ]


def _uniform(stream, n, low, high):
    """Return n random numbers between low and high as a plain list."""
    return (low + (high - low) * torch.rand(n, generator=stream)).tolist()


def _three_numbers(result):
    expect(result is not None, "The result is None: is a `return` missing?")
    expect(
        isinstance(result, tuple | list) and len(result) == 3,
        "Return a tuple of three numbers: the mean, and the lower and upper end of "
        f"its interval. Yours is {kind(result)}"
        + (f" of {len(result)}." if isinstance(result, tuple | list) else "."),
    )
    return tuple(expect_number(x, f"Number {i}") for i, x in enumerate(result, start=1))


def _told_of_paired_effect(with_gan, without, factor):
    sides = (
        {k: round(error, 4) for k, error in side.items()}
        for side in (with_gan, without)
    )
    return f"For {' and '.join(map(str, sides))} with `factor={factor}`"


def _pairs(a, b, keep=lambda draw, error, other: True):
    return [a[k] - b[k] for k in a if k in b and keep(k, a[k], b[k])]


def _half_width(pairs, factor):
    return factor * stdev(pairs) / len(pairs) ** 0.5


def _ends(a, b, half):
    return mean(_pairs(a, b)) - half, mean(_pairs(a, b)) + half


def _filled(a, b, draws):
    """Return the mean difference over `draws`, an error that is missing being 0."""
    return mean(a.get(k, 0) - b.get(k, 0) for k in draws)


def _by_position(a, b):
    return mean(x - y for x, y in zip(a.values(), b.values(), strict=False))


def _sorted(side):
    return {k: side[k] for k in sorted(side)}


_WRONG_MEANS = {
    "The sign is turned round: with the GAN minus without it.": (
        lambda a, b, factor: -mean(_pairs(a, b))
    ),
    "The sign of the mean is lost: with the GAN fewer errors give a mean below 0.": (
        lambda a, b, factor: abs(mean(_pairs(a, b)))
    ),
    "You take the sizes of the differences; their signs must stay.": (
        lambda a, b, factor: mean(map(abs, _pairs(a, b)))
    ),
    "You take the mean of each side over all its draws. Only draws that both sides "
    "have make a pair.": lambda a, b, factor: mean(a.values()) - mean(b.values()),
    "You pair by position. The same draw may stand at another place in the other "
    "dict: look it up by its key.": lambda a, b, factor: _by_position(a, b),
    "You pair by position among the sorted draws. Where a draw is missing, all later "
    "ones are shifted: look it up by its key.": (
        lambda a, b, factor: _by_position(_sorted(a), _sorted(b))
    ),
    "You add up the differences; take their mean.": (
        lambda a, b, factor: sum(_pairs(a, b))
    ),
    "You divide the sum by the number of draws with the GAN; divide by the number of "
    "pairs.": lambda a, b, factor: sum(_pairs(a, b)) / len(a),
    "You divide the sum by the number of draws without the GAN; divide by the number "
    "of pairs.": lambda a, b, factor: sum(_pairs(a, b)) / len(b),
    "You take the median of the differences; take their mean.": (
        lambda a, b, factor: median(_pairs(a, b))
    ),
    "You leave out draw 0. Its number is 0, but it is a draw like any other.": (
        lambda a, b, factor: mean(_pairs(a, b, lambda draw, *_: draw))
    ),
    "You leave out pairs in which an error is 0. That is an error like any other.": (
        lambda a, b, factor: mean(_pairs(a, b, lambda draw, *both: all(both)))
    ),
    "You leave out pairs in which the error with the GAN is 0. That is an error like "
    "any other.": lambda a, b, factor: mean(_pairs(a, b, lambda _, x, y: x)),
    "You leave out pairs in which the error without the GAN is 0. That is an error "
    "like any other.": lambda a, b, factor: mean(_pairs(a, b, lambda _, x, y: y)),
    "You leave out differences of 0. They belong to the mean like any other.": (
        lambda a, b, factor: mean(_pairs(a, b, lambda _, x, y: x != y))
    ),
    "Equal differences count each for itself; a `set` keeps only one of them.": (
        lambda a, b, factor: mean(set(_pairs(a, b)))
    ),
    "A draw that one side lacks makes no pair; you take its error as 0.": (
        lambda a, b, factor: _filled(a, b, a.keys() | b.keys())
    ),
    "A draw that is missing without the GAN makes no pair; you take its error as "
    "0.": lambda a, b, factor: _filled(a, b, a),
    "A draw that is missing with the GAN makes no pair; you take its error as 0.": (
        lambda a, b, factor: _filled(a, b, b)
    ),
    "The mean comes first; you begin with the lower end of the interval.": (
        lambda a, b, factor: mean(_pairs(a, b)) - _half_width(_pairs(a, b), factor)
    ),
    "The mean comes first; you begin with the upper end of the interval.": (
        lambda a, b, factor: mean(_pairs(a, b)) + _half_width(_pairs(a, b), factor)
    ),
}


def _interval_with(half):
    """Return an answer whose interval reaches `half(a, b, factor)` to both sides."""
    return lambda a, b, factor: _ends(a, b, half(a, b, factor))


_WRONG_INTERVALS = {
    message: _interval_with(half)
    for message, half in {
        "The lower end of the interval comes before the upper one.": (
            lambda a, b, factor: -_half_width(_pairs(a, b), factor)
        ),
        "Your interval is that of a single difference. The mean of n differences "
        "varies less: divide by the root of n.": (
            lambda a, b, factor: factor * stdev(_pairs(a, b))
        ),
        "You divide by n; the mean's standard error is the standard deviation divided "
        "by the root of n.": (
            lambda a, b, factor: factor * stdev(_pairs(a, b)) / len(_pairs(a, b))
        ),
        "You divide by the root of n - 1. The standard deviation has its n - 1 "
        "already; divide it by the root of n.": (
            lambda a, b, factor: (
                factor * stdev(_pairs(a, b)) / (len(_pairs(a, b)) - 1) ** 0.5
            )
        ),
        "Your standard deviation divides by n. From a sample, divide by n - 1.": (
            lambda a, b, factor: (
                factor * pstdev(_pairs(a, b)) / len(_pairs(a, b)) ** 0.5
            )
        ),
        "You left out `factor`.": lambda a, b, factor: _half_width(_pairs(a, b), 1),
        "You looked up a factor in a table; take the `factor` that is given.": (
            lambda a, b, factor: _half_width(
                _pairs(a, b), float(t.ppf(0.975, len(_pairs(a, b)) - 1))
            )
        ),
        "You take 2.776 in place of the `factor` that is given.": (
            lambda a, b, factor: _half_width(_pairs(a, b), 2.776)
        ),
        "You take 1.96 in place of the `factor` that is given.": (
            lambda a, b, factor: _half_width(_pairs(a, b), 1.96)
        ),
        "You take the variance in place of its root, the standard deviation.": (
            lambda a, b, factor: (
                factor * variance(_pairs(a, b)) / len(_pairs(a, b)) ** 0.5
            )
        ),
        "You add up the variances of both sides, as if they had different draws. Take "
        "the standard deviation of the differences.": lambda a, b, factor: (
            factor
            * (
                (
                    variance(a[k] for k in a if k in b)
                    + variance(b[k] for k in b if k in a)
                )
                / len(_pairs(a, b))
            )
            ** 0.5
        ),
        "Your interval is twice as wide: `factor` standard errors to each side.": (
            lambda a, b, factor: 2 * _half_width(_pairs(a, b), factor)
        ),
        "Your interval is half as wide: `factor` standard errors to each side.": (
            lambda a, b, factor: _half_width(_pairs(a, b), factor) / 2
        ),
    }.items()
}


# The sign test: exact, of both sides, zeros left out.


@exercise("16_sign_test", points=2)
def check_sign_test(sign_test, stream):
    """The exact sign test, both sides, zeros left out."""
    expect_right(
        sign_test,
        _signed(stream),
        lambda given: _two_sided(*_counts(given)),
        {
            "You give 1 whatever the differences are. Do you count the side that has "
            "fewer? Count from the side that has more.": lambda given: 1,
            "You give the chance of one side. Nobody said beforehand which side it "
            "would be: take it twice.": lambda given: _tail(*_counts(given)),
            "You give the chance of exactly this split. More uneven ones count too.": (
                lambda given: min(1, 2 * _exactly(*_counts(given)))
            ),
            "You give the chance of exactly this split, and of one side. More uneven "
            "ones count too, and both sides.": lambda given: _exactly(*_counts(given)),
            "You leave out the split that was found: `most` heads count too.": (
                lambda given: min(1, 2 * _tail(*_counts(given), 1))
            ),
            "Your sum stops before `n` heads: `range` leaves out its end.": (
                lambda given: min(1, 2 * (_tail(*_counts(given)) - _all(given)))
            ),
            "You give the chance that all have the same sign, and leave out the "
            "splits between that and yours.": lambda given: min(1, 2 * _all(given)),
            "A difference of 0 takes no side, but you count it among the `n`: leave it "
            "out.": lambda given: _two_sided(len(given), _counts(given)[1]),
            "You count a difference of 0 as positive; leave it out.": (
                lambda given: _two_sided(*_counts([x or 1 for x in given]))
            ),
            "You count a difference of 0 as negative; leave it out.": (
                lambda given: _two_sided(*_counts([x or -1 for x in given]))
            ),
            "Some zeros are left in: who removes from a list while going through it "
            "skips the one behind.": lambda given: _two_sided(
                len(_skipping(given)), _counts(given)[1]
            ),
            "Equal differences count each for itself; a `set` keeps only one of "
            "them.": lambda given: _two_sided(*_counts(set(given))),
            "Your probability is above 1 where the sides are nearly even; there it "
            "is 1.": lambda given: 2 * _tail(*_counts(given)),
            "You always count the negative ones. Count the side that has more.": (
                lambda given: _two_sided(_counts(given)[0], sum(x < 0 for x in given))
            ),
            "You always count the positive ones. Count the side that has more.": (
                lambda given: _two_sided(_counts(given)[0], sum(x > 0 for x in given))
            ),
            "That is 1 minus the p-value.": (
                lambda given: 1 - _two_sided(*_counts(given))
            ),
        },
        told=lambda given: f"For the differences {given}",
        read=lambda result, given: expect_number(result),
    )


def _signed(stream):
    """Return lists of differences, long ones too, nearly even and one-sided.

    There are few sizes, so some are equal; zeros stand in a row.
    """
    sizes = (1e-6, 0.4, 3.5)
    signs = (
        *("-----", "++++", "++++-", "--+----", "++-++-+", "--++", "-+", "-", "+"),
        *("+-+-+-++", "-+--", "+" * 6 + "-" * 8, "-" * 3 + "+" * 9),
        *("00----", "+00+++0-", "-0-0-00", "+-000", "++0++++-+", "0", "000"),
    )
    cases = []
    for row in signs:
        drawn = torch.randint(3, (len(row),), generator=stream).tolist()
        of = {"-": [-x for x in sizes], "+": sizes, "0": (0.0, -0.0, 0.0)}
        cases.append(([of[sign][i] for sign, i in zip(row, drawn, strict=True)],))
    one_large = [-3.5, 0.4, 1e-6, 0.4, 0.4]  # neither the first nor the mean decides
    even_sum = [3.0, -1.0, -1.0, -1.0]
    return [*cases, (one_large,), ([-x for x in one_large],), (even_sum,)]


def _counts(given):
    """Return how many have a sign, and how many have the more frequent one."""
    negative, positive = sum(x < 0 for x in given), sum(x > 0 for x in given)
    return negative + positive, max(negative, positive)


def _exactly(n, k):
    """Return the chance of exactly k heads of n coins."""
    return comb(n, k) / 2**n


def _tail(n, k, beyond=0):
    """Return the chance of k + beyond or more heads of n coins."""
    return sum(_exactly(n, i) for i in range(k + beyond, n + 1))


def _all(given):
    """Return the chance that all coins show heads."""
    return 0.5 ** _counts(given)[0]


def _skipping(given):
    """Return what is left when zeros are removed while the list is gone through."""
    left = list(given)
    for x in left:
        if x == 0:
            left.remove(x)
    return left


def _two_sided(n, k):
    return min(1.0, 2 * _tail(n, k))
