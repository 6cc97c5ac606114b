# rejected with: The log variance is missing


def divergence(mean, log_variance):
    return ((mean**2 + log_variance.exp() - 1) / 2).sum(dim=1).mean()
