from fractions import Fraction


def sign_test(differences):
    n = sum(d != 0 for d in differences)
    most = max(sum(d > 0 for d in differences), sum(d < 0 for d in differences))
    return min(1, Fraction(2 * sum(math.comb(n, k) for k in range(most, n + 1)), 2**n))
