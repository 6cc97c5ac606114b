# rejected with: No gradient reaches the log-variance


def draw_codes(mean, log_variance, stream):
    sd = torch.exp(0.5 * log_variance).detach()
    return mean + sd * torch.randn(mean.shape, generator=stream)
