# rejected with: The noise is not normal


def draw_codes(mean, log_variance, stream):
    uniform = torch.rand(mean.shape, generator=stream) - 0.5
    noise = -uniform.sign() * torch.log1p(-1.999999 * uniform.abs()) / 2**0.5
    return mean + torch.exp(0.5 * log_variance) * noise
