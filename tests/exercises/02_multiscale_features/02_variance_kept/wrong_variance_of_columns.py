# rejected with: You take the variances of the columns


def variance_kept(features):
    variances = features.var(dim=0).sort(descending=True).values
    return variances.cumsum(dim=0) / variances.sum()
