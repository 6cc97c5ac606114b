# rejected with: you return


from itertools import product


def sign_test(differences):
    kept = sorted((d for d in differences if d), key=abs)
    found = abs(sum(i if d > 0 else -i for i, d in enumerate(kept, start=1)))
    splits = list(product((-1, 1), repeat=len(kept)))
    ranks = [abs(sum(i * s for i, s in enumerate(x, start=1))) for x in splits]
    return sum(rank >= found for rank in ranks) / len(splits)
