# rejected with: You take the root twice


def draw_codes(mean, log_variance, stream):
    sd = torch.exp(0.5 * log_variance).sqrt()
    return mean + sd * torch.randn(mean.shape, generator=stream)
