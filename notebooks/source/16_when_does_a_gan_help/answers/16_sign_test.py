# %% wrong: above 1
# says: is above 1
def sign_test(differences):
    n = sum(d != 0 for d in differences)
    down = sum(d < 0 for d in differences)
    most = max(down, n - down)
    return 2 * sum(math.comb(n, k) for k in range(most, n + 1)) / 2**n


# %% wrong: all the same sign
# says: leave out the splits between
def sign_test(differences):
    negative = sum(d < 0 for d in differences)
    positive = sum(d > 0 for d in differences)
    n, most = negative + positive, max(negative, positive)
    return min(1, 2 / 2**n)


# %% wrong: always 1
# says: You give 1 whatever
def sign_test(differences):
    return 1


# %% wrong: always negative
# says: You always count the negative
def sign_test(differences):
    n = sum(d != 0 for d in differences)
    down = sum(d < 0 for d in differences)
    return min(1, 2 * sum(math.comb(n, k) for k in range(down, n + 1)) / 2**n)


# %% wrong: decision
# says: is a bool, but must be a number
def sign_test(differences):
    negative = sum(d < 0 for d in differences)
    positive = sum(d > 0 for d in differences)
    n, most = negative + positive, max(negative, positive)
    return bool(2 * sum(math.comb(n, k) for k in range(most, n + 1)) / 2**n < 0.05)


# %% wrong: divided by n squared
# says: you return
def sign_test(differences):
    negative = sum(d < 0 for d in differences)
    positive = sum(d > 0 for d in differences)
    n, most = negative + positive, max(negative, positive)
    return min(1, 2 * sum(math.comb(n, k) for k in range(most, n + 1)) / max(1, n**2))


# %% wrong: end left out
# says: `range` leaves out its end
def sign_test(differences):
    negative = sum(d < 0 for d in differences)
    positive = sum(d > 0 for d in differences)
    n, most = negative + positive, max(negative, positive)
    return min(1, 2 * sum(math.comb(n, k) for k in range(most, n)) / 2**n)


# %% wrong: even sides are half
# says: you return
def sign_test(differences):
    negative = sum(d < 0 for d in differences)
    positive = sum(d > 0 for d in differences)
    n, most = negative + positive, max(negative, positive)
    if negative == positive:
        return 0.5
    return min(1, 2 * sum(math.comb(n, k) for k in range(most, n + 1)) / 2**n)


# %% wrong: fewer
# says: Do you count the side that has fewer
def sign_test(differences):
    negative = sum(d < 0 for d in differences)
    positive = sum(d > 0 for d in differences)
    n, fewer = negative + positive, min(negative, positive)
    return min(1, 2 * sum(math.comb(n, k) for k in range(fewer, n + 1)) / 2**n)


# %% wrong: fewer alone
# says: you return
def sign_test(differences):
    negative = sum(d < 0 for d in differences)
    positive = sum(d > 0 for d in differences)
    n, fewer = negative + positive, min(negative, positive)
    return 2 * math.comb(n, fewer) / 2**n


# %% wrong: first decides
# says: you return
def sign_test(differences):
    kept = [d for d in differences if d]
    n = len(kept)
    most = sum(d * kept[0] > 0 for d in kept)
    return min(1, 2 * sum(math.comb(n, k) for k in range(most, n + 1)) / 2**n)


# %% wrong: found split left out
# says: You leave out the split that was found
def sign_test(differences):
    negative = sum(d < 0 for d in differences)
    positive = sum(d > 0 for d in differences)
    n, most = negative + positive, max(negative, positive)
    return min(1, 2 * sum(math.comb(n, k) for k in range(most + 1, n + 1)) / 2**n)


# %% wrong: list
# says: is a tuple, but must be a number
def sign_test(differences):
    negative = sum(d < 0 for d in differences)
    positive = sum(d > 0 for d in differences)
    n, most = negative + positive, max(negative, positive)
    return n, most


# %% wrong: mean decides
# says: you return
def sign_test(differences):
    n = sum(d != 0 for d in differences)
    side = 1 if sum(differences) > 0 else -1
    most = sum(d * side > 0 for d in differences)
    return min(1, 2 * sum(math.comb(n, k) for k in range(most, n + 1)) / 2**n)


# %% wrong: nearly even is one
# says: you return
import math


def sign_test(differences):
    minus, plus = sum(x < 0 for x in differences), sum(x > 0 for x in differences)
    if abs(plus - minus) <= 2:
        return 1
    n = minus + plus
    return 2 * sum(math.comb(n, k) for k in range(max(plus, minus), n + 1)) / 2**n


# %% wrong: no return
# says: is a `return` missing
def sign_test(differences):
    n = sum(d != 0 for d in differences)
    down = sum(d < 0 for d in differences)
    most = max(down, n - down)
    p = min(1, 2 * sum(math.comb(n, k) for k in range(most, n + 1)) / 2**n)


# %% wrong: normal
# says: you return
from statistics import NormalDist


def sign_test(differences):
    signs = [1 if d > 0 else -1 for d in differences if d]
    if not signs:
        return 1
    z = abs(sum(signs)) / len(signs) ** 0.5
    return 2 * (1 - NormalDist().cdf(z))


# %% wrong: nothing left
# says: ZeroDivisionError
def sign_test(differences):
    n = sum(d != 0 for d in differences)
    down = sum(d < 0 for d in differences)
    if max(down, n - down) / n == 0.5:
        return 1
    most = max(down, n - down)
    return 2 * sum(math.comb(n, k) for k in range(most, n + 1)) / 2**n


# %% wrong: nothing left is 0
# says: you return 0, not 1
def sign_test(differences):
    negative = sum(d < 0 for d in differences)
    positive = sum(d > 0 for d in differences)
    n, most = negative + positive, max(negative, positive)
    if not n:
        return 0
    return min(1, 2 * sum(math.comb(n, k) for k in range(most, n + 1)) / 2**n)


# %% wrong: one minus
# says: That is 1 minus the p-value
def sign_test(differences):
    negative = sum(d < 0 for d in differences)
    positive = sum(d > 0 for d in differences)
    n, most = negative + positive, max(negative, positive)
    return 1 - min(1, 2 * sum(math.comb(n, k) for k in range(most, n + 1)) / 2**n)


# %% wrong: one side
# says: chance of one side
def sign_test(differences):
    n = sum(d != 0 for d in differences)
    down = sum(d < 0 for d in differences)
    most = max(down, n - down)
    return sum(math.comb(n, k) for k in range(most, n + 1)) / 2**n


# %% wrong: one side of this split
# says: exactly this split, and of one side
def sign_test(differences):
    negative = sum(d < 0 for d in differences)
    positive = sum(d > 0 for d in differences)
    n, most = negative + positive, max(negative, positive)
    return math.comb(n, most) / 2**n


# %% wrong: ordered
# says: You give 1 whatever
def sign_test(differences):
    negative = sum(d < 0 for d in differences)
    positive = sum(d > 0 for d in differences)
    n, most = negative + positive, max(negative, positive)
    return min(1, 2 * sum(math.perm(n, k) for k in range(most, n + 1)) / 2**n)


# %% wrong: percent
# says: you return
def sign_test(differences):
    negative = sum(d < 0 for d in differences)
    positive = sum(d > 0 for d in differences)
    n, most = negative + positive, max(negative, positive)
    return min(100, 200 * sum(math.comb(n, k) for k in range(most, n + 1)) / 2**n)


# %% wrong: positive only
# says: You always count the positive ones
def sign_test(differences):
    negative = sum(d < 0 for d in differences)
    positive = sum(d > 0 for d in differences)
    n, most = negative + positive, max(negative, positive)
    return min(1, 2 * sum(math.comb(n, k) for k in range(positive, n + 1)) / 2**n)


# %% wrong: powers
# says: you return
def sign_test(differences):
    n = sum(d != 0 for d in differences)
    return 0.5 ** (n - 1)


# %% wrong: rounded
# says: you return
def sign_test(differences):
    negative = sum(d < 0 for d in differences)
    positive = sum(d > 0 for d in differences)
    n, most = negative + positive, max(negative, positive)
    return round(min(1, 2 * sum(math.comb(n, k) for k in range(most, n + 1)) / 2**n), 2)


# %% wrong: set
# says: a `set` keeps only one
def sign_test(differences):
    differences = set(differences)
    negative = sum(d < 0 for d in differences)
    positive = sum(d > 0 for d in differences)
    n, most = negative + positive, max(negative, positive)
    return min(1, 2 * sum(math.comb(n, k) for k in range(most, n + 1)) / 2**n)


# %% wrong: small are zeros
# says: you return
def sign_test(differences):
    differences = [round(d, 3) for d in differences]
    negative = sum(d < 0 for d in differences)
    positive = sum(d > 0 for d in differences)
    n, most = negative + positive, max(negative, positive)
    return min(1, 2 * sum(math.comb(n, k) for k in range(most, n + 1)) / 2**n)


# %% wrong: sorted in place
# says: changes its input
def sign_test(differences):
    differences.sort()
    negative = sum(d < 0 for d in differences)
    positive = sum(d > 0 for d in differences)
    n, most = negative + positive, max(negative, positive)
    return min(1, 2 * sum(math.comb(n, k) for k in range(most, n + 1)) / 2**n)


# %% wrong: this split alone
# says: exactly this split
def sign_test(differences):
    n = sum(d != 0 for d in differences)
    down = sum(d < 0 for d in differences)
    return min(1, 2 * math.comb(n, down) / 2**n)


# %% wrong: two ways of all
# says: you return
def sign_test(differences):
    negative = sum(d < 0 for d in differences)
    positive = sum(d > 0 for d in differences)
    n, most = negative + positive, max(negative, positive)
    return min(1, sum(math.comb(n, k) for k in range(most, n + 1)) / 2 ** max(0, n - 2))


# %% wrong: whole numbers
# says: you return
def sign_test(differences):
    differences = [int(d) for d in differences]
    negative = sum(d < 0 for d in differences)
    positive = sum(d > 0 for d in differences)
    n, most = negative + positive, max(negative, positive)
    return min(1, 2 * sum(math.comb(n, k) for k in range(most, n + 1)) / 2**n)


# %% wrong: wilcoxon
# says: you return
from itertools import product


def sign_test(differences):
    kept = sorted((d for d in differences if d), key=abs)
    found = abs(sum(i if d > 0 else -i for i, d in enumerate(kept, start=1)))
    splits = list(product((-1, 1), repeat=len(kept)))
    ranks = [abs(sum(i * s for i, s in enumerate(x, start=1))) for x in splits]
    return sum(rank >= found for rank in ranks) / len(splits)


# %% wrong: zeros are negative
# says: count a difference of 0 as negative
def sign_test(differences):
    n = len(differences)
    positive = sum(d > 0 for d in differences)
    most = max(positive, n - positive)
    return min(1, 2 * sum(math.comb(n, k) for k in range(most, n + 1)) / 2**n)


# %% wrong: zeros are positive
# says: count a difference of 0 as positive
def sign_test(differences):
    n = len(differences)
    negative = sum(d < 0 for d in differences)
    most = max(negative, n - negative)
    return min(1, 2 * sum(math.comb(n, k) for k in range(most, n + 1)) / 2**n)


# %% wrong: zeros count
# says: takes no side
def sign_test(differences):
    n = len(differences)
    down, up = sum(d < 0 for d in differences), sum(d > 0 for d in differences)
    return min(1, 2 * sum(math.comb(n, k) for k in range(max(down, up), n + 1)) / 2**n)


# %% wrong: zeros removed in place
# says: changes its input
def sign_test(differences):
    while 0 in differences:
        differences.remove(0)
    negative = sum(d < 0 for d in differences)
    positive = sum(d > 0 for d in differences)
    n, most = negative + positive, max(negative, positive)
    return min(1, 2 * sum(math.comb(n, k) for k in range(most, n + 1)) / 2**n)


# %% wrong: zeros removed while iterating
# says: skips the one behind
def sign_test(differences):
    kept = list(differences)
    for d in kept:
        if d == 0:
            kept.remove(d)
    negative = sum(d < 0 for d in kept)
    positive = sum(d > 0 for d in kept)
    n, most = len(kept), max(negative, positive)
    return min(1, 2 * sum(math.comb(n, k) for k in range(most, n + 1)) / 2**n)


# %% right: all splits
from itertools import product


def sign_test(differences):
    kept = [d for d in differences if d]
    uneven = abs(sum(1 if d > 0 else -1 for d in kept))
    splits = [abs(sum(signs)) for signs in product((-1, 1), repeat=len(kept))]
    return sum(split >= uneven for split in splits) / len(splits)


# %% right: complement
def sign_test(differences):
    n = sum(1 for d in differences if d)
    up = sum(1 for d in differences if d > 0)
    most = up if up > n - up else n - up
    if 2 * most == n:
        return 1
    fewer_heads = sum(math.comb(n, k) for k in range(most))
    return 2 * (1 - fewer_heads / 2**n)


# %% right: fraction
from fractions import Fraction


def sign_test(differences):
    n = sum(d != 0 for d in differences)
    most = max(sum(d > 0 for d in differences), sum(d < 0 for d in differences))
    return min(1, Fraction(2 * sum(math.comb(n, k) for k in range(most, n + 1)), 2**n))


# %% right: lower tail
def sign_test(differences):
    signs = [d > 0 for d in differences if d != 0]
    n, fewer = len(signs), min(sum(signs), len(signs) - sum(signs))
    return min(1.0, 2 * sum(math.comb(n, k) * 0.5**n for k in range(fewer + 1)))


# %% right: numpy
import numpy as np


def sign_test(differences):
    signs = np.sign(np.array(differences))
    n = int(np.count_nonzero(signs))
    most = (n + int(abs(signs.sum()))) // 2
    heads = np.array([math.comb(n, k) for k in range(n + 1)]) / 2.0**n
    return np.minimum(1, 2 * heads[most:].sum())


# %% right: scipy
from scipy.stats import binomtest


def sign_test(differences):
    down = sum(d < 0 for d in differences)
    up = sum(d > 0 for d in differences)
    return float(binomtest(down, down + up).pvalue) if down + up else 1.0


# %% right: tensor
def sign_test(differences):
    signs = torch.tensor(differences, dtype=torch.float64).sign()
    n, surplus = int(signs.abs().sum()), int(signs.sum().abs())
    p = torch.tensor(0.0, dtype=torch.float64)
    for k in range((n + surplus) // 2, n + 1):
        p += math.comb(n, k) / 2**n
    return (2 * p).clamp(max=1)
