# rejected with: you return


def divergence(mean, log_variance):
    each = (mean**2 + log_variance.exp() - log_variance - 1) / 2
    return each[0].sum()
