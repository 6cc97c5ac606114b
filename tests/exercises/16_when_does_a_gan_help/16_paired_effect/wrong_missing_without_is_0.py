# rejected with: missing without the GAN


def paired_effect(with_gan, without_gan, factor):
    pairs = [e - without_gan.get(d, 0) for d, e in with_gan.items()]
    middle = statistics.mean(pairs)
    spread = statistics.stdev(pairs)
    half = factor * spread / len(pairs) ** 0.5
    return middle, middle - half, middle + half
