# rejected with: hang together


def draw_codes(mean, log_variance, stream):
    noise = torch.randn(len(mean), 1, generator=stream)
    return mean + torch.exp(0.5 * log_variance) * noise
