# rejected with: not all of its gradient reaches `log_variance`


def divergence(mean, log_variance):
    variance = log_variance.exp().detach()
    return ((mean**2 + variance - log_variance - 1) / 2).sum(dim=1).mean()
