# rejected with: infinite or NaN


def divergence(mean, log_variance):
    each = (mean**2 + log_variance - torch.log(log_variance) - 1) / 2
    return each.sum(dim=1).mean()
