# rejected with: all your codes are 0


def draw_codes(mean, log_variance, stream):
    noise = torch.randn(mean.shape, generator=stream)
    return mean + log_variance * noise
