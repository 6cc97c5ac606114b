# rejected with: have a noise of their own


def draw_codes(mean, log_variance, stream):
    half = torch.randn((len(mean) + 1) // 2, mean.shape[1], generator=stream)
    noise = torch.cat([half, -half])[: len(mean)]
    return mean + torch.exp(0.5 * log_variance) * noise
