# rejected with: the variance squared


def draw_codes(mean, log_variance, stream):
    return mean + log_variance.exp() ** 2 * torch.randn(mean.shape, generator=stream)
