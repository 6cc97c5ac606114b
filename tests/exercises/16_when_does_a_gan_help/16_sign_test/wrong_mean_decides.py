# rejected with: you return


def sign_test(differences):
    n = sum(d != 0 for d in differences)
    side = 1 if sum(differences) > 0 else -1
    most = sum(d * side > 0 for d in differences)
    return min(1, 2 * sum(math.comb(n, k) for k in range(most, n + 1)) / 2**n)
