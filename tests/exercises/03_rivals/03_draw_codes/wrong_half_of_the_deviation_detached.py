# rejected with: The gradient does not reach the log-variance


def draw_codes(mean, log_variance, stream):
    half = torch.exp(0.25 * log_variance)
    return mean + half * half.detach() * torch.randn(mean.shape, generator=stream)
