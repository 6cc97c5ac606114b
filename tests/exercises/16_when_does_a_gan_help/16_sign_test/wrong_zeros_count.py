# rejected with: takes no side


def sign_test(differences):
    n = len(differences)
    down, up = sum(d < 0 for d in differences), sum(d > 0 for d in differences)
    return min(1, 2 * sum(math.comb(n, k) for k in range(max(down, up), n + 1)) / 2**n)
