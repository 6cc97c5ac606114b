# rejected with: changes its input


def paired_effect(with_gan, without_gan, factor):
    for draw in list(with_gan):
        if draw not in without_gan:
            del with_gan[draw]
    draws = with_gan
    pairs = [with_gan[d] - without_gan[d] for d in draws]
    middle = statistics.mean(pairs)
    spread = statistics.stdev(pairs)
    half = factor * spread / len(pairs) ** 0.5
    return middle, middle - half, middle + half
