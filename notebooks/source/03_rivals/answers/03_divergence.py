# %% wrong: a number for each image
# says: must be one number
def divergence(mean, log_variance):
    return ((mean**2 + log_variance.exp() - log_variance - 1) / 2).sum(dim=1)


# %% wrong: absolute mean
# says: you take its size
def divergence(mean, log_variance):
    return ((mean.abs() + log_variance.exp() - log_variance - 1) / 2).sum(dim=1).mean()


# %% wrong: axis
# says: other way round
def divergence(mean, log_variance):
    each = (mean**2 + log_variance.exp() - log_variance - 1) / 2
    return each.sum(dim=0).mean()


# %% wrong: axis kept
# says: has the shape
def divergence(mean, log_variance):
    each = (mean**2 + log_variance.exp() - log_variance - 1) / 2
    return each.sum(dim=1, keepdim=True).mean(dim=0)


# %% wrong: bracket
# says: not to its last number alone
def divergence(mean, log_variance):
    return (mean**2 + log_variance.exp() - log_variance - 1 / 2).sum(dim=1).mean()


# %% wrong: clamped
# says: you return
def divergence(mean, log_variance):
    variance = log_variance.clamp(-1, 1).exp()
    return ((mean**2 + variance - log_variance - 1) / 2).sum(dim=1).mean()


# %% wrong: equal images once
# says: you return
def divergence(mean, log_variance):
    each = ((mean.square() + log_variance.exp() - log_variance - 1) / 2).sum(dim=1)
    values = {round(value, 6): number for number, value in enumerate(each.tolist())}
    return each[list(values.values())].mean()


# %% wrong: first image
# says: you return
def divergence(mean, log_variance):
    each = (mean**2 + log_variance.exp() - log_variance - 1) / 2
    return each[0].sum()


# %% wrong: float
# says: is a float, but not a tensor
def divergence(mean, log_variance):
    each = (mean**2 + log_variance.exp() - log_variance - 1) / 2
    return each.sum(dim=1).mean().item()


# %% wrong: half of the square alone
# says: you return
def divergence(mean, log_variance):
    return (mean**2 / 2 + log_variance.exp() - log_variance - 1).sum(dim=1).mean()


# %% wrong: largest
# says: you return
def divergence(mean, log_variance):
    each = (mean**2 + log_variance.exp() - log_variance - 1) / 2
    return each.sum(dim=1).max()


# %% wrong: log of log
# says: infinite or NaN
def divergence(mean, log_variance):
    each = (mean**2 + log_variance - torch.log(log_variance) - 1) / 2
    return each.sum(dim=1).mean()


# %% wrong: log variance detached
# says: no gradient reaches `log_variance`
def divergence(mean, log_variance):
    fixed = log_variance.detach()
    each = (mean**2 + fixed.exp() - fixed - 1) / 2
    return each.sum(dim=1).mean()


# %% wrong: mean detached
# says: no gradient reaches `mean`
def divergence(mean, log_variance):
    each = (mean.detach() ** 2 + log_variance.exp() - log_variance - 1) / 2
    return each.sum(dim=1).mean()


# %% wrong: mean detached in part
# says: not all of its gradient reaches `mean`
def divergence(mean, log_variance):
    square = mean * mean.detach()
    return ((square + log_variance.exp() - log_variance - 1) / 2).sum(dim=1).mean()


# %% wrong: mean not squared
# says: must be squared
def divergence(mean, log_variance):
    each = (mean + log_variance.exp() - log_variance - 1) / 2
    return each.sum(dim=1).mean()


# %% wrong: mean of images first
# says: You take the mean over the images first
def divergence(mean, log_variance):
    mean, log_variance = mean.mean(dim=0), log_variance.mean(dim=0)
    return ((mean**2 + log_variance.exp() - log_variance - 1) / 2).sum()


# %% wrong: mean over code
# says: take the mean over the code too
def divergence(mean, log_variance):
    return ((mean**2 + log_variance.exp() - log_variance - 1) / 2).mean()


# %% wrong: median
# says: you return
def divergence(mean, log_variance):
    each = (mean**2 + log_variance.exp() - log_variance - 1) / 2
    return each.sum(dim=1).median()


# %% wrong: no exponential
# says: take its exponential
def divergence(mean, log_variance):
    each = (mean**2 + log_variance - log_variance - 1) / 2
    return each.sum(dim=1).mean()


# %% wrong: no half
# says: The half is missing
def divergence(mean, log_variance):
    each = mean**2 + log_variance.exp() - log_variance - 1
    return each.sum(dim=1).mean()


# %% wrong: no log variance
# says: The log variance is missing
def divergence(mean, log_variance):
    return ((mean**2 + log_variance.exp() - 1) / 2).sum(dim=1).mean()


# %% wrong: no mean
# says: The means are missing
def divergence(mean, log_variance):
    return ((log_variance.exp() - log_variance - 1) / 2).sum(dim=1).mean()


# %% wrong: no one
# says: The -1 is missing
def divergence(mean, log_variance):
    each = (mean**2 + log_variance.exp() - log_variance) / 2
    return each.sum(dim=1).mean()


# %% wrong: no variance
# says: The variance is missing
def divergence(mean, log_variance):
    return ((mean**2 - log_variance - 1) / 2).sum(dim=1).mean()


# %% wrong: one for each image
# says: not once for each image
def divergence(mean, log_variance):
    total = (mean**2 + log_variance.exp() - log_variance).sum(dim=1) - 1
    return (total / 2).mean()


# %% wrong: plus log variance
# says: The log variance is subtracted
def divergence(mean, log_variance):
    return ((mean**2 + log_variance.exp() + log_variance - 1) / 2).sum(dim=1).mean()


# %% wrong: plus one
# says: not added
def divergence(mean, log_variance):
    return ((mean**2 + log_variance.exp() - log_variance + 1) / 2).sum(dim=1).mean()


# %% wrong: positive mean
# says: you return
def divergence(mean, log_variance):
    each = (mean.relu() ** 2 + log_variance.exp() - log_variance - 1) / 2
    return each.sum(dim=1).mean()


# %% wrong: root
# says: you return
def divergence(mean, log_variance):
    each = (mean**2 + log_variance.exp() - log_variance - 1) / 2
    return each.sum(dim=1).sqrt().mean()


# %% wrong: root of variance
# says: That is the standard deviation
def divergence(mean, log_variance):
    spread = torch.exp(0.5 * log_variance)
    return ((mean**2 + spread - log_variance - 1) / 2).sum(dim=1).mean()


# %% wrong: sign
# says: sign is wrong
def divergence(mean, log_variance):
    each = (1 + log_variance - mean**2 - log_variance.exp()) / 2
    return each.sum(dim=1).mean()


# %% wrong: squared sum
# says: you return
def divergence(mean, log_variance):
    square = mean.sum(dim=1) ** 2
    rest = (log_variance.exp() - log_variance - 1).sum(dim=1)
    return ((square + rest) / 2).mean()


# %% wrong: standard deviation
# says: log of the standard deviation
def divergence(mean, log_variance):
    sd = log_variance.exp()
    each = (mean**2 + sd**2 - torch.log(sd**2) - 1) / 2
    return each.sum(dim=1).mean()


# %% wrong: sum over images
# says: You add up the images
def divergence(mean, log_variance):
    return ((mean**2 + log_variance.exp() - log_variance - 1) / 2).sum()


# %% wrong: the other way
# says: the other way round, of the standard
def divergence(mean, log_variance):
    variance = log_variance.exp()
    return (((1 + mean**2) / variance + log_variance - 1) / 2).sum(dim=1).mean()


# %% wrong: two numbers
# says: you return
def divergence(mean, log_variance):
    each = (mean**2 + log_variance.exp() - log_variance - 1) / 2
    return (each[:, 0] + each[:, -1]).mean()


# %% wrong: variance detached
# says: not all of its gradient reaches `log_variance`
def divergence(mean, log_variance):
    variance = log_variance.exp().detach()
    return ((mean**2 + variance - log_variance - 1) / 2).sum(dim=1).mean()


# %% wrong: variance squared
# says: You squared the variance
def divergence(mean, log_variance):
    variance = log_variance.exp() ** 2
    return ((mean**2 + variance - log_variance - 1) / 2).sum(dim=1).mean()


# %% wrong: zeros not counted
# says: you return
def divergence(mean, log_variance):
    each = ((mean.square() + log_variance.exp() - log_variance - 1) / 2).sum(dim=1)
    return each[each > 0].mean()


# %% right: distributions
def divergence(mean, log_variance):
    normal = torch.distributions.Normal(mean, log_variance.exp().sqrt())
    standard = torch.distributions.Normal(torch.zeros_like(mean), 1.0)
    return torch.distributions.kl_divergence(normal, standard).sum(-1).mean(0)


# %% right: double
def divergence(mean, log_variance):
    mean, log_variance = mean.double(), log_variance.double()
    total = mean.pow(2) + torch.expm1(log_variance) - log_variance
    return total.sum() / (2 * len(total))


# %% right: loop
def divergence(mean, log_variance):
    result = 0
    for m, v in zip(mean, log_variance, strict=True):
        for i in range(len(m)):
            result = result + 0.5 * (m[i] ** 2 + v[i].exp() - v[i] - 1)
    return result / mean.shape[0]


# %% right: no gradient
def divergence(mean, log_variance):
    each = (mean**2 + log_variance.exp() - log_variance - 1) / 2
    return torch.tensor(each.sum(dim=1).mean().item())


# %% right: numpy
import numpy as np


def divergence(mean, log_variance):
    m, v = mean.numpy().astype(float), log_variance.numpy().astype(float)
    return torch.tensor(((m**2 + np.exp(v) - v - 1) / 2).sum(axis=1).mean())


# %% right: parts
def divergence(mean, log_variance):
    variance = torch.exp(log_variance)
    total = (mean**2).sum() + variance.sum() - log_variance.sum() - mean.numel()
    return total / (2 * len(mean))


# %% right: plain python
import math


def divergence(mean, log_variance):
    total = 0.0
    for means, logs in zip(mean.tolist(), log_variance.tolist(), strict=True):
        for m, v in zip(means, logs, strict=True):
            total += (m * m + math.exp(v) - v - 1) / 2
    return torch.tensor(total / len(mean))
