# %% wrong: absolute log
# says: you return
def draw_codes(mean, log_variance, stream):
    sd = torch.exp(0.5 * log_variance.abs())
    return mean + sd * torch.randn(mean.shape, generator=stream)


# %% wrong: added
# says: is nothing else added
def draw_codes(mean, log_variance, stream):
    noise = torch.randn(mean.shape, generator=stream)
    return mean + torch.exp(0.5 * log_variance) + noise


# %% wrong: base 2
# says: you return
def draw_codes(mean, log_variance, stream):
    return mean + 2 ** (0.5 * log_variance) * torch.randn(mean.shape, generator=stream)


# %% wrong: clamped noise
# says: The noise is cut off
def draw_codes(mean, log_variance, stream):
    noise = torch.randn(mean.shape, generator=stream).clamp(-3, 3)
    return mean + torch.exp(0.5 * log_variance) * noise


# %% wrong: clamped variance
# says: you return
def draw_codes(mean, log_variance, stream):
    sd = torch.exp(0.5 * log_variance.clamp(-3, 3))
    return mean + sd * torch.randn(mean.shape, generator=stream)


# %% wrong: code of two
# says: Your code stops in line 3
def draw_codes(mean, log_variance, stream):
    noise = torch.randn(len(mean), 2, generator=stream)
    return mean + torch.exp(0.5 * log_variance) * noise


# %% wrong: divided
# says: not divided by it
def draw_codes(mean, log_variance, stream):
    return mean + torch.randn(mean.shape, generator=stream) / torch.exp(
        0.5 * log_variance
    )


# %% wrong: first image
# says: All images get the first one's
def draw_codes(mean, log_variance, stream):
    noise = torch.randn(mean.shape, generator=stream)
    return mean[0] + torch.exp(0.5 * log_variance[0]) * noise


# %% wrong: first number
# says: you return
def draw_codes(mean, log_variance, stream):
    noise = torch.randn(mean.shape, generator=stream)
    return mean + torch.exp(0.5 * log_variance[:, :1]) * noise


# %% wrong: half of the deviation detached
# says: The gradient does not reach the log-variance
def draw_codes(mean, log_variance, stream):
    half = torch.exp(0.25 * log_variance)
    return mean + half * half.detach() * torch.randn(mean.shape, generator=stream)


# %% wrong: half of the images repeated
# says: have a noise of their own
def draw_codes(mean, log_variance, stream):
    half = torch.randn((len(mean) + 1) // 2, mean.shape[1], generator=stream)
    noise = torch.cat([half, half])[: len(mean)]
    return mean + torch.exp(0.5 * log_variance) * noise


# %% wrong: in place
# says: changes its input
def draw_codes(mean, log_variance, stream):
    return mean.add_(
        torch.exp(0.5 * log_variance) * torch.randn(mean.shape, generator=stream)
    )


# %% wrong: laplace
# says: The noise is not normal
def draw_codes(mean, log_variance, stream):
    uniform = torch.rand(mean.shape, generator=stream) - 0.5
    noise = -uniform.sign() * torch.log1p(-1.999999 * uniform.abs()) / 2**0.5
    return mean + torch.exp(0.5 * log_variance) * noise


# %% wrong: mean detached
# says: No gradient reaches the mean
def draw_codes(mean, log_variance, stream):
    sd = torch.exp(0.5 * log_variance)
    return mean.detach() + sd * torch.randn(mean.shape, generator=stream)


# %% wrong: mean detached in part
# says: The code must move with the mean
def draw_codes(mean, log_variance, stream):
    sd = torch.exp(0.5 * log_variance)
    middle = (mean + mean.detach()) / 2
    return middle + sd * torch.randn(mean.shape, generator=stream)


# %% wrong: mean missing
# says: The mean is missing
def draw_codes(mean, log_variance, stream):
    return torch.exp(0.5 * log_variance) * torch.randn(mean.shape, generator=stream)


# %% wrong: mean scaled
# says: multiplies the noise alone
def draw_codes(mean, log_variance, stream):
    return torch.exp(0.5 * log_variance) * (
        mean + torch.randn(mean.shape, generator=stream)
    )


# %% wrong: mean subtracted
# says: The mean is subtracted
def draw_codes(mean, log_variance, stream):
    return (
        torch.exp(0.5 * log_variance) * torch.randn(mean.shape, generator=stream) - mean
    )


# %% wrong: mean variance
# says: you return
def draw_codes(mean, log_variance, stream):
    noise = torch.randn(mean.shape, generator=stream)
    return mean + torch.exp(0.5 * log_variance.mean(dim=0)) * noise


# %% wrong: no exponential
# says: all your codes are 0
def draw_codes(mean, log_variance, stream):
    noise = torch.randn(mean.shape, generator=stream)
    return mean + log_variance * noise


# %% wrong: no gradient
# says: No gradient reaches mean and log-variance
@torch.no_grad()
def draw_codes(mean, log_variance, stream):
    return torch.normal(mean, torch.exp(0.5 * log_variance), generator=stream)


# %% wrong: no noise
# says: where is the noise
def draw_codes(mean, log_variance, stream):
    return mean + 0 * torch.exp(0.5 * log_variance)


# %% wrong: no stream
# says: with `generator=stream`
def draw_codes(mean, log_variance, stream):
    return mean + torch.exp(0.5 * log_variance) * torch.randn_like(mean)


# %% wrong: no variance
# says: standard deviation 1 whatever
def draw_codes(mean, log_variance, stream):
    return mean + torch.randn(mean.shape, generator=stream)


# %% wrong: noise around one half
# says: is the noise normal
def draw_codes(mean, log_variance, stream):
    noise = torch.rand(mean.shape, generator=stream) - 0.25
    return mean + torch.exp(0.5 * log_variance) * noise


# %% wrong: noise kept
# says: A second call must draw new noise
noises = {}


def draw_codes(mean, log_variance, stream):
    if mean.shape not in noises:
        noises[mean.shape] = torch.randn(mean.shape, generator=stream)
    return mean + torch.exp(0.5 * log_variance) * noises[mean.shape]


# %% wrong: numbers of rand
# says: Your code stops
def draw_codes(mean, log_variance, stream):
    return torch.exp(0.5 * log_variance) * torch.randn(mean, generator=stream) + mean


# %% wrong: one code
# says: has the shape
def draw_codes(mean, log_variance, stream):
    return (
        mean + torch.exp(0.5 * log_variance) * torch.randn(mean.shape, generator=stream)
    )[0]


# %% wrong: one noise for all
# says: each needs its own
def draw_codes(mean, log_variance, stream):
    noise = torch.randn(mean.shape[1], generator=stream)
    return mean.detach() * 0 + mean + torch.exp(0.5 * log_variance) * noise


# %% wrong: one number an image
# says: hang together
def draw_codes(mean, log_variance, stream):
    noise = torch.randn(len(mean), 1, generator=stream)
    return mean + torch.exp(0.5 * log_variance) * noise


# %% wrong: one number for all
# says: All images get the same noise
def draw_codes(mean, log_variance, stream):
    return mean + torch.exp(0.5 * log_variance) * torch.randn(1, generator=stream)


# %% wrong: opposite images
# says: have a noise of their own
def draw_codes(mean, log_variance, stream):
    half = torch.randn((len(mean) + 1) // 2, mean.shape[1], generator=stream)
    noise = torch.cat([half, -half])[: len(mean)]
    return mean + torch.exp(0.5 * log_variance) * noise


# %% wrong: opposite numbers
# says: hang together
def draw_codes(mean, log_variance, stream):
    noise = torch.randn(len(mean), 1, generator=stream)
    signs = (-1.0) ** torch.arange(mean.shape[1])
    return mean + torch.exp(0.5 * log_variance) * noise * signs


# %% wrong: own generator
# says: with `generator=stream`
def draw_codes(mean, log_variance, stream):
    noise = torch.randn(mean.shape)
    noise[:, :1] = torch.randn(len(mean), 1, generator=stream)
    return mean + torch.exp(0.5 * log_variance) * noise


# %% wrong: positive noise
# says: is the noise normal
def draw_codes(mean, log_variance, stream):
    noise = torch.randn(mean.shape, generator=stream).abs()
    return mean + torch.exp(0.5 * log_variance) * noise


# %% wrong: rand
# says: is the noise normal
def draw_codes(mean, log_variance, stream):
    noise = torch.rand(mean.shape, generator=stream)
    return mean + torch.exp(0.5 * log_variance) * noise


# %% wrong: root twice
# says: You take the root twice
def draw_codes(mean, log_variance, stream):
    sd = torch.exp(0.5 * log_variance).sqrt()
    return mean + sd * torch.randn(mean.shape, generator=stream)


# %% wrong: sd added
# says: where is the noise
def draw_codes(mean, log_variance, stream):
    return mean + torch.exp(0.5 * log_variance)


# %% wrong: seeded
# says: seed nothing inside
def draw_codes(mean, log_variance, stream):
    stream.manual_seed(0)
    noise = torch.randn(mean.shape, generator=stream)
    return mean + torch.exp(0.5 * log_variance) * noise


# %% wrong: seeded generator
# says: A second call must draw new noise
def draw_codes(mean, log_variance, stream):
    own = torch.Generator().manual_seed(stream.initial_seed())
    return mean + torch.exp(0.5 * log_variance) * torch.randn(mean.shape, generator=own)


# %% wrong: signs only
# says: The noise is not normal
def draw_codes(mean, log_variance, stream):
    noise = torch.randn(mean.shape, generator=stream).sign()
    return mean + torch.exp(0.5 * log_variance) * noise


# %% wrong: softplus
# says: standard deviation of your codes is
def draw_codes(mean, log_variance, stream):
    sd = torch.nn.functional.softplus(log_variance)
    return mean + sd * torch.randn(mean.shape, generator=stream)


# %% wrong: sorted noise
# says: hang together
def draw_codes(mean, log_variance, stream):
    noise = torch.randn(mean.shape, generator=stream).sort(dim=0).values
    return mean + torch.exp(0.5 * log_variance) * noise


# %% wrong: square
# says: the variance squared
def draw_codes(mean, log_variance, stream):
    return mean + log_variance.exp() ** 2 * torch.randn(mean.shape, generator=stream)


# %% wrong: state kept
# says: A second call must draw new noise
def draw_codes(mean, log_variance, stream):
    own = torch.Generator()
    own.set_state(stream.get_state())
    return mean + torch.exp(0.5 * log_variance) * torch.randn(mean.shape, generator=own)


# %% wrong: torch normal
# says: No gradient reaches mean and log-variance
def draw_codes(mean, log_variance, stream):
    return torch.normal(mean, torch.exp(0.5 * log_variance), generator=stream)


# %% wrong: two noises
# says: standard deviation of your codes is
def draw_codes(mean, log_variance, stream):
    noise = torch.randn(mean.shape, generator=stream)
    noise = noise + torch.randn(mean.shape, generator=stream)
    return mean + torch.exp(0.5 * log_variance) * noise


# %% wrong: uniform
# says: The noise is not normal
def draw_codes(mean, log_variance, stream):
    uniform = torch.rand(mean.shape, generator=stream)
    noise = (uniform - 0.5) * 12**0.5  # mean 0 and variance 1, but no tails
    return mean + torch.exp(0.5 * log_variance) * noise


# %% wrong: variance
# says: the root of the variance
def draw_codes(mean, log_variance, stream):
    noise = torch.randn(mean.shape, generator=stream)
    return mean + log_variance.exp() * noise


# %% wrong: variance added
# says: the variance itself
def draw_codes(mean, log_variance, stream):
    return mean + log_variance.exp()


# %% wrong: variance detached
# says: No gradient reaches the log-variance
def draw_codes(mean, log_variance, stream):
    sd = torch.exp(0.5 * log_variance).detach()
    return mean + sd * torch.randn(mean.shape, generator=stream)


# %% right: addcmul
def draw_codes(mean, log_variance, stream):
    sd = torch.pow(torch.tensor(2.718281828459045), log_variance / 2)
    return torch.addcmul(mean, sd, torch.randn(mean.size(), generator=stream))


# %% right: box muller
def draw_codes(mean, log_variance, stream):
    radius = torch.rand(mean.shape, generator=stream, dtype=torch.float64)
    angle = torch.rand(mean.shape, generator=stream, dtype=torch.float64)
    noise = (-2 * (1 - radius).log()).sqrt() * torch.cos(2 * torch.pi * angle)
    return mean + noise * torch.exp(log_variance) ** 0.5


# %% right: column by column
def draw_codes(mean, log_variance, stream):
    noise = torch.stack(
        [torch.randn(len(mean), generator=stream) for _ in range(mean.shape[1])], dim=1
    )
    return torch.exp(log_variance / 2).mul(noise).add(mean)


# %% right: double
def draw_codes(mean, log_variance, stream):
    noise = torch.randn(mean.shape, generator=stream, dtype=torch.float64)
    return mean + noise * log_variance.double().exp().sqrt()


# %% right: image by image
def draw_codes(mean, log_variance, stream):
    codes = []
    for m, v in zip(mean, log_variance, strict=True):
        codes.append(m + (v / 2).exp() * torch.randn(len(m), generator=stream))
    return torch.stack(codes)


# %% right: normal
def draw_codes(mean, log_variance, stream):
    noise = torch.empty_like(mean, requires_grad=False).normal_(generator=stream)
    return noise * log_variance.exp().sqrt() + mean


# %% right: standard normal
def draw_codes(mean, log_variance, stream):
    zeros = torch.zeros(mean.shape)
    noise = torch.normal(zeros, 1.0, generator=stream)
    code = noise * (0.5 * log_variance).exp()
    return code + mean
