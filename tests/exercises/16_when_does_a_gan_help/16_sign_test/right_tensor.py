def sign_test(differences):
    signs = torch.tensor(differences, dtype=torch.float64).sign()
    n, surplus = int(signs.abs().sum()), int(signs.sum().abs())
    p = torch.tensor(0.0, dtype=torch.float64)
    for k in range((n + surplus) // 2, n + 1):
        p += math.comb(n, k) / 2**n
    return (2 * p).clamp(max=1)
