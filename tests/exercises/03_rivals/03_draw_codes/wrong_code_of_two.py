# rejected with: Your code stops in line 3


def draw_codes(mean, log_variance, stream):
    noise = torch.randn(len(mean), 2, generator=stream)
    return mean + torch.exp(0.5 * log_variance) * noise
