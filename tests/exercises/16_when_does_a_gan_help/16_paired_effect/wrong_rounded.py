# rejected with: you return


def paired_effect(with_gan, without_gan, factor):
    draws = with_gan.keys() & without_gan.keys()
    pairs = [with_gan[d] - without_gan[d] for d in draws]
    middle = statistics.mean(pairs)
    spread = statistics.stdev(pairs)
    half = factor * spread / len(pairs) ** 0.5
    return tuple(round(x, 2) for x in (middle, middle - half, middle + half))
