# rejected with: The noise is not normal


def draw_codes(mean, log_variance, stream):
    noise = torch.randn(mean.shape, generator=stream).sign()
    return mean + torch.exp(0.5 * log_variance) * noise
