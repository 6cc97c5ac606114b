# rejected with: hang together


def draw_codes(mean, log_variance, stream):
    noise = torch.randn(mean.shape, generator=stream).sort(dim=0).values
    return mean + torch.exp(0.5 * log_variance) * noise
