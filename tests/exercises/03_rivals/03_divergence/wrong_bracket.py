# rejected with: not to its last number alone


def divergence(mean, log_variance):
    return (mean**2 + log_variance.exp() - log_variance - 1 / 2).sum(dim=1).mean()
