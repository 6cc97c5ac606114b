# rejected with: You leave out differences of 0


def paired_effect(with_gan, without_gan, factor):
    draws = with_gan.keys() & without_gan.keys()
    pairs = [with_gan[d] - without_gan[d] for d in draws]
    pairs = [pair for pair in pairs if pair]
    middle = statistics.mean(pairs)
    spread = statistics.stdev(pairs)
    half = factor * spread / len(pairs) ** 0.5
    return middle, middle - half, middle + half
