def sign_test(differences):
    n = sum(1 for d in differences if d)
    up = sum(1 for d in differences if d > 0)
    most = up if up > n - up else n - up
    if 2 * most == n:
        return 1
    fewer_heads = sum(math.comb(n, k) for k in range(most))
    return 2 * (1 - fewer_heads / 2**n)
