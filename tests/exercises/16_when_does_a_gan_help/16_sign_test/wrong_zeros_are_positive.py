# rejected with: count a difference of 0 as positive


def sign_test(differences):
    n = len(differences)
    negative = sum(d < 0 for d in differences)
    most = max(negative, n - negative)
    return min(1, 2 * sum(math.comb(n, k) for k in range(most, n + 1)) / 2**n)
