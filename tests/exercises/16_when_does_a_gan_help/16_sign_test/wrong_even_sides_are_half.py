# rejected with: you return


def sign_test(differences):
    negative = sum(d < 0 for d in differences)
    positive = sum(d > 0 for d in differences)
    n, most = negative + positive, max(negative, positive)
    if negative == positive:
        return 0.5
    return min(1, 2 * sum(math.comb(n, k) for k in range(most, n + 1)) / 2**n)
