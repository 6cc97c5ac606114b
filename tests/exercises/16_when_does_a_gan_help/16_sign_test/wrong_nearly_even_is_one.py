# rejected with: you return
import math


def sign_test(differences):
    minus, plus = sum(x < 0 for x in differences), sum(x > 0 for x in differences)
    if abs(plus - minus) <= 2:
        return 1
    n = minus + plus
    return 2 * sum(math.comb(n, k) for k in range(max(plus, minus), n + 1)) / 2**n
