# rejected with: median of the differences


def paired_effect(with_gan, without_gan, factor):
    draws = with_gan.keys() & without_gan.keys()
    pairs = [with_gan[d] - without_gan[d] for d in draws]
    middle = statistics.median(pairs)
    spread = statistics.stdev(pairs)
    half = factor * spread / len(pairs) ** 0.5
    return middle, middle - half, middle + half
