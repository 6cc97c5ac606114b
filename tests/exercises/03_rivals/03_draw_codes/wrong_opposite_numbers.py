# rejected with: hang together


def draw_codes(mean, log_variance, stream):
    noise = torch.randn(len(mean), 1, generator=stream)
    signs = (-1.0) ** torch.arange(mean.shape[1])
    return mean + torch.exp(0.5 * log_variance) * noise * signs
