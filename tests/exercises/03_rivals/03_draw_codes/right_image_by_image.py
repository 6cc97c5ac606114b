def draw_codes(mean, log_variance, stream):
    codes = []
    for m, v in zip(mean, log_variance, strict=True):
        codes.append(m + (v / 2).exp() * torch.randn(len(m), generator=stream))
    return torch.stack(codes)
