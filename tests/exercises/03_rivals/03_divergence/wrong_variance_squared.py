# rejected with: You squared the variance


def divergence(mean, log_variance):
    variance = log_variance.exp() ** 2
    return ((mean**2 + variance - log_variance - 1) / 2).sum(dim=1).mean()
