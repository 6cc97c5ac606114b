# rejected with: log of the standard deviation


def divergence(mean, log_variance):
    sd = log_variance.exp()
    each = (mean**2 + sd**2 - torch.log(sd**2) - 1) / 2
    return each.sum(dim=1).mean()
