# rejected with: Your code stops


def draw_codes(mean, log_variance, stream):
    return torch.exp(0.5 * log_variance) * torch.randn(mean, generator=stream) + mean
