# rejected with: A second call must draw new noise


def draw_codes(mean, log_variance, stream):
    own = torch.Generator().manual_seed(stream.initial_seed())
    return mean + torch.exp(0.5 * log_variance) * torch.randn(mean.shape, generator=own)
