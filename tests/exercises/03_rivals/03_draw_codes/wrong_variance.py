# rejected with: the root of the variance


def draw_codes(mean, log_variance, stream):
    noise = torch.randn(mean.shape, generator=stream)
    return mean + log_variance.exp() * noise
