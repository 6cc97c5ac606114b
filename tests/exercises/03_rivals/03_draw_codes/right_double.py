def draw_codes(mean, log_variance, stream):
    noise = torch.randn(mean.shape, generator=stream, dtype=torch.float64)
    return mean + noise * log_variance.double().exp().sqrt()
