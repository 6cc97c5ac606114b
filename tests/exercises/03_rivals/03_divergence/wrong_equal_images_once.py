# rejected with: you return
def divergence(mean, log_variance):
    each = ((mean.square() + log_variance.exp() - log_variance - 1) / 2).sum(dim=1)
    values = {round(value, 6): number for number, value in enumerate(each.tolist())}
    return each[list(values.values())].mean()
