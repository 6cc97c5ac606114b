# rejected with: is nothing else added


def draw_codes(mean, log_variance, stream):
    noise = torch.randn(mean.shape, generator=stream)
    return mean + torch.exp(0.5 * log_variance) + noise
