from itertools import product


def sign_test(differences):
    kept = [d for d in differences if d]
    uneven = abs(sum(1 if d > 0 else -1 for d in kept))
    splits = [abs(sum(signs)) for signs in product((-1, 1), repeat=len(kept))]
    return sum(split >= uneven for split in splits) / len(splits)
