# rejected with: each needs its own


def draw_codes(mean, log_variance, stream):
    noise = torch.randn(mean.shape[1], generator=stream)
    return mean.detach() * 0 + mean + torch.exp(0.5 * log_variance) * noise
