# rejected with: The code must move with the mean


def draw_codes(mean, log_variance, stream):
    sd = torch.exp(0.5 * log_variance)
    middle = (mean + mean.detach()) / 2
    return middle + sd * torch.randn(mean.shape, generator=stream)
