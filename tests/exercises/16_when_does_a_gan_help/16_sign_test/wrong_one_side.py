# rejected with: chance of one side


def sign_test(differences):
    n = sum(d != 0 for d in differences)
    down = sum(d < 0 for d in differences)
    most = max(down, n - down)
    return sum(math.comb(n, k) for k in range(most, n + 1)) / 2**n
