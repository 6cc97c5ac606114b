# rejected with: you return
def divergence(mean, log_variance):
    each = ((mean.square() + log_variance.exp() - log_variance - 1) / 2).sum(dim=1)
    return each[each > 0].mean()
