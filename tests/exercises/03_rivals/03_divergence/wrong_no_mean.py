# rejected with: The means are missing


def divergence(mean, log_variance):
    return ((log_variance.exp() - log_variance - 1) / 2).sum(dim=1).mean()
