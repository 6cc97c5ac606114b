# rejected with: you return


def sign_test(differences):
    negative = sum(d < 0 for d in differences)
    positive = sum(d > 0 for d in differences)
    n, fewer = negative + positive, min(negative, positive)
    return 2 * math.comb(n, fewer) / 2**n
