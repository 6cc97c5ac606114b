# rejected with: take its exponential


def divergence(mean, log_variance):
    each = (mean**2 + log_variance - log_variance - 1) / 2
    return each.sum(dim=1).mean()
