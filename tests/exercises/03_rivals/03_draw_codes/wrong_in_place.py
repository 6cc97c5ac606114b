# rejected with: changes its input


def draw_codes(mean, log_variance, stream):
    return mean.add_(
        torch.exp(0.5 * log_variance) * torch.randn(mean.shape, generator=stream)
    )
