def draw_codes(mean, log_variance, stream):
    noise = torch.stack(
        [torch.randn(len(mean), generator=stream) for _ in range(mean.shape[1])], dim=1
    )
    return torch.exp(log_variance / 2).mul(noise).add(mean)
