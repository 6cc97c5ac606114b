def draw_codes(mean, log_variance, stream):
    sd = torch.pow(torch.tensor(2.718281828459045), log_variance / 2)
    return torch.addcmul(mean, sd, torch.randn(mean.size(), generator=stream))
