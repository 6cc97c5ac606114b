# rejected with: A second call must draw new noise


noises = {}


def draw_codes(mean, log_variance, stream):
    if mean.shape not in noises:
        noises[mean.shape] = torch.randn(mean.shape, generator=stream)
    return mean + torch.exp(0.5 * log_variance) * noises[mean.shape]
