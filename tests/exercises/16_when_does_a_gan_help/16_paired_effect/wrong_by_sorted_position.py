# rejected with: among the sorted draws


def paired_effect(with_gan, without_gan, factor):
    one, other = sorted(with_gan.items()), sorted(without_gan.items())
    pairs = [a - b for (_, a), (_, b) in zip(one, other, strict=False)]
    middle = statistics.mean(pairs)
    spread = statistics.stdev(pairs)
    half = factor * spread / len(pairs) ** 0.5
    return middle, middle - half, middle + half
