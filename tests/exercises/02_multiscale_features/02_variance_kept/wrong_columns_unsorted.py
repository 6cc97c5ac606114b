# rejected with: You take the variances of the columns


def variance_kept(features):
    squares = features.var(dim=0)
    return squares.cumsum(dim=0) / squares.sum()
