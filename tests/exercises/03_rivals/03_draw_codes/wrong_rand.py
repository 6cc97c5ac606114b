# rejected with: is the noise normal


def draw_codes(mean, log_variance, stream):
    noise = torch.rand(mean.shape, generator=stream)
    return mean + torch.exp(0.5 * log_variance) * noise
