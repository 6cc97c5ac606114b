def divergence(mean, log_variance):
    variance = torch.exp(log_variance)
    total = (mean**2).sum() + variance.sum() - log_variance.sum() - mean.numel()
    return total / (2 * len(mean))
