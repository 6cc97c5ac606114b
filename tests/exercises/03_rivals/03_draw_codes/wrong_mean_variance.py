# rejected with: you return


def draw_codes(mean, log_variance, stream):
    noise = torch.randn(mean.shape, generator=stream)
    return mean + torch.exp(0.5 * log_variance.mean(dim=0)) * noise
