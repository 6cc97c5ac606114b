# rejected with: log-variance itself


def draw_codes(mean, log_variance, stream):
    noise = torch.randn(mean.shape, generator=stream)
    return mean + log_variance * noise
