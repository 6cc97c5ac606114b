# rejected with: you return


def divergence(mean, log_variance):
    return (mean**2 / 2 + log_variance.exp() - log_variance - 1).sum(dim=1).mean()
