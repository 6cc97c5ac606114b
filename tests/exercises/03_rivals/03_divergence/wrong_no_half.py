# rejected with: The half is missing


def divergence(mean, log_variance):
    each = mean**2 + log_variance.exp() - log_variance - 1
    return each.sum(dim=1).mean()
