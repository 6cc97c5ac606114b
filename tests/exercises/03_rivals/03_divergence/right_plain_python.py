import math


def divergence(mean, log_variance):
    total = 0.0
    for means, logs in zip(mean.tolist(), log_variance.tolist(), strict=True):
        for m, v in zip(means, logs, strict=True):
            total += (m * m + math.exp(v) - v - 1) / 2
    return torch.tensor(total / len(mean))
