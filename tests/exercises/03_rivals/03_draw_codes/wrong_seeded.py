# rejected with: seed nothing inside


def draw_codes(mean, log_variance, stream):
    stream.manual_seed(0)
    noise = torch.randn(mean.shape, generator=stream)
    return mean + torch.exp(0.5 * log_variance) * noise
