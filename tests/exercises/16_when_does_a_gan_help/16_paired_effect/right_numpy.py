import numpy as np


def paired_effect(with_gan, without_gan, factor):
    draws = sorted(set(with_gan) & set(without_gan))
    gap = np.array([with_gan[d] for d in draws]) - np.array(
        [without_gan[d] for d in draws]
    )
    half = factor * gap.std(ddof=1) / np.sqrt(gap.size)
    return gap.mean(), gap.mean() - half, gap.mean() + half
