# rejected with: you return


def sign_test(differences):
    kept = [d for d in differences if d]
    n = len(kept)
    most = sum(d * kept[0] > 0 for d in kept)
    return min(1, 2 * sum(math.comb(n, k) for k in range(most, n + 1)) / 2**n)
