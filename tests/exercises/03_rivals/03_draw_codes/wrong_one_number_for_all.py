# rejected with: All images get the same noise


def draw_codes(mean, log_variance, stream):
    return mean + torch.exp(0.5 * log_variance) * torch.randn(1, generator=stream)
