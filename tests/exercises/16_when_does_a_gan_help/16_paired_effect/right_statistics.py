def paired_effect(with_gan, without_gan, factor):
    draws = with_gan.keys() & without_gan.keys()
    pairs = [with_gan[d] - without_gan[d] for d in draws]
    middle = statistics.mean(pairs)
    reach = factor * statistics.stdev(pairs) / math.sqrt(len(pairs))
    return tuple(middle + side * reach for side in (0, -1, 1))
