# rejected with: exactly this split, and of one side


def sign_test(differences):
    negative = sum(d < 0 for d in differences)
    positive = sum(d > 0 for d in differences)
    n, most = negative + positive, max(negative, positive)
    return math.comb(n, most) / 2**n
