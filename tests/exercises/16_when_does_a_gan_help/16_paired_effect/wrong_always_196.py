# rejected with: You take 1.96


def paired_effect(with_gan, without_gan, factor):
    draws = with_gan.keys() & without_gan.keys()
    pairs = [with_gan[d] - without_gan[d] for d in draws]
    middle = statistics.mean(pairs)
    spread = statistics.stdev(pairs)
    half = 1.96 * spread / len(pairs) ** 0.5
    return middle, middle - half, middle + half
