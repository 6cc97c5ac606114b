# rejected with: That is the standard deviation


def divergence(mean, log_variance):
    spread = torch.exp(0.5 * log_variance)
    return ((mean**2 + spread - log_variance - 1) / 2).sum(dim=1).mean()
