# rejected with: with `generator=stream`


def draw_codes(mean, log_variance, stream):
    return mean + torch.exp(0.5 * log_variance) * torch.randn_like(mean)
