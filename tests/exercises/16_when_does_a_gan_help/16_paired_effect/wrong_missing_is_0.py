# rejected with: you take its error as 0


def paired_effect(with_gan, without_gan, factor):
    draws = with_gan.keys() | without_gan.keys()
    pairs = [with_gan.get(d, 0) - without_gan.get(d, 0) for d in draws]
    middle = statistics.mean(pairs)
    spread = statistics.stdev(pairs)
    half = factor * spread / len(pairs) ** 0.5
    return middle, middle - half, middle + half
