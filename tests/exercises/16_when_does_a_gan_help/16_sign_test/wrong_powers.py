# rejected with: you return


def sign_test(differences):
    n = sum(d != 0 for d in differences)
    return 0.5 ** (n - 1)
