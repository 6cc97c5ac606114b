def draw_codes(mean, log_variance, stream):
    radius = torch.rand(mean.shape, generator=stream, dtype=torch.float64)
    angle = torch.rand(mean.shape, generator=stream, dtype=torch.float64)
    noise = (-2 * (1 - radius).log()).sqrt() * torch.cos(2 * torch.pi * angle)
    return mean + noise * torch.exp(log_variance) ** 0.5
