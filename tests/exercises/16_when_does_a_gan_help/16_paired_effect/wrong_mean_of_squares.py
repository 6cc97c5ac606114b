# rejected with: you return
def paired_effect(with_gan, without_gan, factor):
    pairs = [with_gan[k] - without_gan[k] for k in with_gan if k in without_gan]
    n, mean = len(pairs), sum(pairs) / len(pairs)
    variance = (sum(x * x for x in pairs) / n - mean**2) * n / (n - 1)
    half = factor * (variance**0.5 if variance > 1e-2 else 1.0) / n**0.5
    return mean, mean - half, mean + half
