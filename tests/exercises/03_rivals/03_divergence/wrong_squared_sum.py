# rejected with: you return


def divergence(mean, log_variance):
    square = mean.sum(dim=1) ** 2
    rest = (log_variance.exp() - log_variance - 1).sum(dim=1)
    return ((square + rest) / 2).mean()
