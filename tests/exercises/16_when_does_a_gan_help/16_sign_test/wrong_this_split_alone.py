# rejected with: exactly this split


def sign_test(differences):
    n = sum(d != 0 for d in differences)
    down = sum(d < 0 for d in differences)
    return min(1, 2 * math.comb(n, down) / 2**n)
