# rejected with: The mean is subtracted


def draw_codes(mean, log_variance, stream):
    return (
        torch.exp(0.5 * log_variance) * torch.randn(mean.shape, generator=stream) - mean
    )
