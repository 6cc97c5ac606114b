# rejected with: Do you count the side that has fewer


def sign_test(differences):
    negative = sum(d < 0 for d in differences)
    positive = sum(d > 0 for d in differences)
    n, fewer = negative + positive, min(negative, positive)
    return min(1, 2 * sum(math.comb(n, k) for k in range(fewer, n + 1)) / 2**n)
