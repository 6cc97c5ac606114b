# rejected with: not all of its gradient reaches `mean`


def divergence(mean, log_variance):
    square = mean * mean.detach()
    return ((square + log_variance.exp() - log_variance - 1) / 2).sum(dim=1).mean()
