# rejected with: is a tuple, but must be a number


def sign_test(differences):
    negative = sum(d < 0 for d in differences)
    positive = sum(d > 0 for d in differences)
    n, most = negative + positive, max(negative, positive)
    return n, most
