# rejected with: sign is wrong


def divergence(mean, log_variance):
    each = (1 + log_variance - mean**2 - log_variance.exp()) / 2
    return each.sum(dim=1).mean()
