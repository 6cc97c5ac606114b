def sign_test(differences):
    signs = [d > 0 for d in differences if d != 0]
    n, fewer = len(signs), min(sum(signs), len(signs) - sum(signs))
    return min(1.0, 2 * sum(math.comb(n, k) * 0.5**n for k in range(fewer + 1)))
