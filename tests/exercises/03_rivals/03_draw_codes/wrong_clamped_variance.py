# rejected with: you return


def draw_codes(mean, log_variance, stream):
    sd = torch.exp(0.5 * log_variance.clamp(-3, 3))
    return mean + sd * torch.randn(mean.shape, generator=stream)
