# rejected with: multiplies the noise alone


def draw_codes(mean, log_variance, stream):
    return torch.exp(0.5 * log_variance) * (
        mean + torch.randn(mean.shape, generator=stream)
    )
