# rejected with: standard deviation of your codes is


def draw_codes(mean, log_variance, stream):
    sd = torch.nn.functional.softplus(log_variance)
    return mean + sd * torch.randn(mean.shape, generator=stream)
