# rejected with: you return


def draw_codes(mean, log_variance, stream):
    return mean + 2 ** (0.5 * log_variance) * torch.randn(mean.shape, generator=stream)
