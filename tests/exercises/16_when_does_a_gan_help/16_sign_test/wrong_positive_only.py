# rejected with: You always count the positive ones


def sign_test(differences):
    negative = sum(d < 0 for d in differences)
    positive = sum(d > 0 for d in differences)
    n, most = negative + positive, max(negative, positive)
    return min(1, 2 * sum(math.comb(n, k) for k in range(positive, n + 1)) / 2**n)
