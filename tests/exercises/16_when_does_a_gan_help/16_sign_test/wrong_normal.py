# rejected with: you return


from statistics import NormalDist


def sign_test(differences):
    signs = [1 if d > 0 else -1 for d in differences if d]
    if not signs:
        return 1
    z = abs(sum(signs)) / len(signs) ** 0.5
    return 2 * (1 - NormalDist().cdf(z))
