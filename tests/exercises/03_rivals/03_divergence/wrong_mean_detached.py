# rejected with: no gradient reaches `mean`


def divergence(mean, log_variance):
    each = (mean.detach() ** 2 + log_variance.exp() - log_variance - 1) / 2
    return each.sum(dim=1).mean()
