def draw_codes(mean, log_variance, stream):
    noise = torch.empty_like(mean, requires_grad=False).normal_(generator=stream)
    return noise * log_variance.exp().sqrt() + mean
