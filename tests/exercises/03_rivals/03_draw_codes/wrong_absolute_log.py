# rejected with: you return


def draw_codes(mean, log_variance, stream):
    sd = torch.exp(0.5 * log_variance.abs())
    return mean + sd * torch.randn(mean.shape, generator=stream)
