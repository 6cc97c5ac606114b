# rejected with: must be squared


def divergence(mean, log_variance):
    each = (mean + log_variance.exp() - log_variance - 1) / 2
    return each.sum(dim=1).mean()
