def paired_effect(with_gan, without_gan, factor):
    shared = [d for d in with_gan if d in without_gan]
    pairs = [with_gan[d] - without_gan[d] for d in shared]
    center = statistics.fmean(pairs)
    error = statistics.pstdev(pairs) / math.sqrt(len(pairs) - 1)
    lower, upper = center - factor * error, center + factor * error
    return center, lower, upper
