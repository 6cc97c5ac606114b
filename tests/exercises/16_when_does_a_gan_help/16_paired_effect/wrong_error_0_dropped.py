# rejected with: in which an error is 0


def paired_effect(with_gan, without_gan, factor):
    draws = with_gan.keys() & without_gan.keys()
    both = [(with_gan[d], without_gan[d]) for d in draws]
    pairs = [a - b for a, b in both if a and b]
    middle = statistics.mean(pairs)
    spread = statistics.stdev(pairs)
    half = factor * spread / len(pairs) ** 0.5
    return middle, middle - half, middle + half
