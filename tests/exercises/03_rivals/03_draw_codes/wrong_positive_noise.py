# rejected with: is the noise normal


def draw_codes(mean, log_variance, stream):
    noise = torch.randn(mean.shape, generator=stream).abs()
    return mean + torch.exp(0.5 * log_variance) * noise
