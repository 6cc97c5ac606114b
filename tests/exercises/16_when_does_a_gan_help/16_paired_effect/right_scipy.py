from scipy.stats import sem


def paired_effect(with_gan, without_gan, factor):
    pairs = []
    for draw in without_gan:
        if draw in with_gan:
            pairs.append(with_gan[draw] - without_gan[draw])
    reach = float(sem(pairs)) * factor
    middle = sum(pairs) / len(pairs)
    return (middle, middle - reach, middle + reach)
