# rejected with: The noise is cut off


def draw_codes(mean, log_variance, stream):
    noise = torch.randn(mean.shape, generator=stream).clamp(-3, 3)
    return mean + torch.exp(0.5 * log_variance) * noise
