# rejected with: not once for each image


def divergence(mean, log_variance):
    total = (mean**2 + log_variance.exp() - log_variance).sum(dim=1) - 1
    return (total / 2).mean()
