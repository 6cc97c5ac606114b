def paired_effect(with_gan, without_gan, factor):
    pairs = []
    for draw, error in with_gan.items():
        if draw in without_gan:
            pairs.append(error - without_gan[draw])
    n = len(pairs)
    mean = sum(pairs) / n
    variance = sum((pair - mean) ** 2 for pair in pairs) / (n - 1)
    half = factor * (variance / n) ** 0.5
    return [mean, mean - half, mean + half]
