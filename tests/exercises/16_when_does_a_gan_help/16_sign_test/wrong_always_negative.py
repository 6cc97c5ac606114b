# rejected with: You always count the negative


def sign_test(differences):
    n = sum(d != 0 for d in differences)
    down = sum(d < 0 for d in differences)
    return min(1, 2 * sum(math.comb(n, k) for k in range(down, n + 1)) / 2**n)
