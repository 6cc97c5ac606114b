# rejected with: Compare with the example


def variance_kept(features):
    variances = features.var(dim=0).sort(descending=True).values
    return variances.cumsum(dim=0) / variances.sum()
