# rejected with: not added


def divergence(mean, log_variance):
    return ((mean**2 + log_variance.exp() - log_variance + 1) / 2).sum(dim=1).mean()
