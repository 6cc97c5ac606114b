# rejected with: you take its size


def divergence(mean, log_variance):
    return ((mean.abs() + log_variance.exp() - log_variance - 1) / 2).sum(dim=1).mean()
