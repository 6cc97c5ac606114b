# rejected with: missing with the GAN


def paired_effect(with_gan, without_gan, factor):
    pairs = [with_gan.get(d, 0) - e for d, e in without_gan.items()]
    middle = statistics.mean(pairs)
    spread = statistics.stdev(pairs)
    half = factor * spread / len(pairs) ** 0.5
    return middle, middle - half, middle + half
