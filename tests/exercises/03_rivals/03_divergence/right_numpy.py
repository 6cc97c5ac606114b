import numpy as np


def divergence(mean, log_variance):
    m, v = mean.numpy().astype(float), log_variance.numpy().astype(float)
    return torch.tensor(((m**2 + np.exp(v) - v - 1) / 2).sum(axis=1).mean())
