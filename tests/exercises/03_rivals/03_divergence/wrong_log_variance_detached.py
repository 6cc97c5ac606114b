# rejected with: no gradient reaches `log_variance`


def divergence(mean, log_variance):
    fixed = log_variance.detach()
    each = (mean**2 + fixed.exp() - fixed - 1) / 2
    return each.sum(dim=1).mean()
