# rejected with: the other way round, of the standard


def divergence(mean, log_variance):
    variance = log_variance.exp()
    return (((1 + mean**2) / variance + log_variance - 1) / 2).sum(dim=1).mean()
