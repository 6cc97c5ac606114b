# rejected with: Your code stops in line


def paired_effect(with_gan, without_gan, factor):
    pairs = [with_gan[d] - without_gan[d] for d in range(5)]
    middle = statistics.mean(pairs)
    spread = statistics.stdev(pairs)
    half = factor * spread / len(pairs) ** 0.5
    return middle, middle - half, middle + half
