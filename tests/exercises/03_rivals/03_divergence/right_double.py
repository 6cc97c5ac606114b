def divergence(mean, log_variance):
    mean, log_variance = mean.double(), log_variance.double()
    total = mean.pow(2) + torch.expm1(log_variance) - log_variance
    return total.sum() / (2 * len(total))
