# rejected with: take the mean over the code too


def divergence(mean, log_variance):
    return ((mean**2 + log_variance.exp() - log_variance - 1) / 2).mean()
