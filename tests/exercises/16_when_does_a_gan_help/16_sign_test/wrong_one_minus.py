# rejected with: That is 1 minus the p-value


def sign_test(differences):
    negative = sum(d < 0 for d in differences)
    positive = sum(d > 0 for d in differences)
    n, most = negative + positive, max(negative, positive)
    return 1 - min(1, 2 * sum(math.comb(n, k) for k in range(most, n + 1)) / 2**n)
