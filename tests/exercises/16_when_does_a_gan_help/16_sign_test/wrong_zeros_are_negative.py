# rejected with: count a difference of 0 as negative


def sign_test(differences):
    n = len(differences)
    positive = sum(d > 0 for d in differences)
    most = max(positive, n - positive)
    return min(1, 2 * sum(math.comb(n, k) for k in range(most, n + 1)) / 2**n)
