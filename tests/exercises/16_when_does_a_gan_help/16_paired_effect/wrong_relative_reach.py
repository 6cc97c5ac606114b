# rejected with: ZeroDivisionError
import statistics


def paired_effect(with_gan, without_gan, factor):
    pairs = [with_gan[k] - without_gan[k] for k in with_gan if k in without_gan]
    mean = statistics.mean(pairs)
    share = factor * statistics.stdev(pairs) / len(pairs) ** 0.5 / mean
    return mean, mean - abs(mean * share), mean + abs(mean * share)
