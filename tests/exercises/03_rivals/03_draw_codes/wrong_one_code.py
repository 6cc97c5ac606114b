# rejected with: has the shape


def draw_codes(mean, log_variance, stream):
    return (
        mean + torch.exp(0.5 * log_variance) * torch.randn(mean.shape, generator=stream)
    )[0]
