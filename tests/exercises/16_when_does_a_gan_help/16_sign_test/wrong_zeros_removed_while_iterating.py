# rejected with: skips the one behind


def sign_test(differences):
    kept = list(differences)
    for d in kept:
        if d == 0:
            kept.remove(d)
    negative = sum(d < 0 for d in kept)
    positive = sum(d > 0 for d in kept)
    n, most = len(kept), max(negative, positive)
    return min(1, 2 * sum(math.comb(n, k) for k in range(most, n + 1)) / 2**n)
