# rejected with: you return


def divergence(mean, log_variance):
    variance = log_variance.clamp(-1, 1).exp()
    return ((mean**2 + variance - log_variance - 1) / 2).sum(dim=1).mean()
