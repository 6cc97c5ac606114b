"""The sign test: exact, of both sides, zeros left out."""

from math import comb

import torch

from msgan_lib.course.checks import exercise, expect_number
from msgan_lib.course.exercises._cases import expect_right


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
        read=lambda found, given: expect_number(found),
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
