# rejected with: you return 0, not 1


def sign_test(differences):
    negative = sum(d < 0 for d in differences)
    positive = sum(d > 0 for d in differences)
    n, most = negative + positive, max(negative, positive)
    if not n:
        return 0
    return min(1, 2 * sum(math.comb(n, k) for k in range(most, n + 1)) / 2**n)
