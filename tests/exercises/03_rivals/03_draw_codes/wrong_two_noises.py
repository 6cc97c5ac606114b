# rejected with: standard deviation of your codes is


def draw_codes(mean, log_variance, stream):
    noise = torch.randn(mean.shape, generator=stream)
    noise = noise + torch.randn(mean.shape, generator=stream)
    return mean + torch.exp(0.5 * log_variance) * noise
