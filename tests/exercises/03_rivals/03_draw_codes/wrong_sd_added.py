# rejected with: where is the noise


def draw_codes(mean, log_variance, stream):
    return mean + torch.exp(0.5 * log_variance)
