def draw_codes(mean, log_variance, stream):
    zeros = torch.zeros(mean.shape)
    noise = torch.normal(zeros, 1.0, generator=stream)
    code = noise * (0.5 * log_variance).exp()
    return code + mean
