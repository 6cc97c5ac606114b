# rejected with: not divided by it


def draw_codes(mean, log_variance, stream):
    return mean + torch.randn(mean.shape, generator=stream) / torch.exp(
        0.5 * log_variance
    )
