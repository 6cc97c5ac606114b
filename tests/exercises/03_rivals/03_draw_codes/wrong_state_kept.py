# rejected with: A second call must draw new noise


def draw_codes(mean, log_variance, stream):
    own = torch.Generator()
    own.set_state(stream.get_state())
    return mean + torch.exp(0.5 * log_variance) * torch.randn(mean.shape, generator=own)
