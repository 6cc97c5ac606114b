# rejected with: the error without the GAN is 0


def paired_effect(with_gan, without_gan, factor):
    pairs = [e - without_gan[d] for d, e in with_gan.items() if without_gan.get(d)]
    middle = statistics.mean(pairs)
    spread = statistics.stdev(pairs)
    half = factor * spread / len(pairs) ** 0.5
    return middle, middle - half, middle + half
