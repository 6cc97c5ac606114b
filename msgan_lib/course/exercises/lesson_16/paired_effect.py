"""The effect over draws: the mean of paired differences, and its interval."""

from statistics import mean, median, pstdev, stdev, variance

import torch
from scipy.stats import t

from msgan_lib.course.checks import exercise, expect, expect_number
from msgan_lib.course.exercises._cases import expect_right
from msgan_lib.course.expectations import kind


@exercise("16_paired_effect", points=2)
def check_paired_effect(paired_effect, stream):
    """Mean of paired differences and its interval, draws in any order."""
    inputs = _two_sides(stream)
    expect_right(
        paired_effect,
        inputs,
        lambda a, b, factor: mean(_pairs(a, b)),
        _WRONG_MEANS,
        told=lambda *given: f"{_told(*given)} as the mean",
        read=lambda found, *given: _three_numbers(found)[0],
        atol=2e-5,
    )
    expect_right(
        paired_effect,
        inputs,
        lambda a, b, factor: _ends(a, b, _half_width(_pairs(a, b), factor)),
        _WRONG_INTERVALS,
        told=lambda *given: f"{_told(*given)} as the two ends",
        read=lambda found, *given: _three_numbers(found)[1:],
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


def _three_numbers(found):
    expect(found is not None, "The result is None: is a `return` missing?")
    expect(
        isinstance(found, tuple | list) and len(found) == 3,
        "Return a tuple of three numbers: the mean, and the lower and upper end of "
        f"its interval. Yours is {kind(found)}"
        + (f" of {len(found)}." if isinstance(found, tuple | list) else "."),
    )
    return tuple(expect_number(x, f"Number {i}") for i, x in enumerate(found, start=1))


def _told(with_gan, without, factor):
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
