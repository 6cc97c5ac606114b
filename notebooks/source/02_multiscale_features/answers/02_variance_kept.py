# %% wrong: axes before
# says: kept by the axes before
def variance_kept(features):
    squares = torch.linalg.svdvals(features - features.mean(dim=0)).square()
    return (squares.cumsum(dim=0) - squares) / squares.sum()


# %% wrong: begins with 0
# says: begins with a 0
def variance_kept(features):
    squares = torch.linalg.svdvals(features - features.mean(dim=0)).square()
    return torch.cat([torch.zeros(1), squares.cumsum(dim=0) / squares.sum()])


# %% wrong: by the axes
# says: You divide by the number of axes
def variance_kept(features):
    squares = torch.linalg.svdvals(features - features.mean(dim=0)).square()
    return squares.cumsum(dim=0) / len(squares)


# %% wrong: by the largest
# says: You divide by the largest one
def variance_kept(features):
    squares = torch.linalg.svdvals(features - features.mean(dim=0)).square()
    return squares.cumsum(dim=0) / squares.max()


# %% wrong: columns unsorted
# says: You take the variances of the columns
def variance_kept(features):
    squares = features.var(dim=0)
    return squares.cumsum(dim=0) / squares.sum()


# %% wrong: equal images once
# says: you return
def variance_kept(features):
    features = features.unique(dim=0)
    squares = torch.linalg.svdvals(features - features.mean(dim=0)).square()
    return squares.cumsum(dim=0) / squares.sum()


# %% wrong: in place
# says: changes its input
def variance_kept(features):
    features -= features.mean(dim=0)
    squares = torch.linalg.svdvals(features).square()
    return squares.cumsum(dim=0) / squares.sum()


# %% wrong: last missing
# says: The last share is missing
def variance_kept(features):
    squares = torch.linalg.svdvals(features - features.mean(dim=0)).square()
    return (squares.cumsum(dim=0) / squares.sum())[:-1]


# %% wrong: list
# says: but not a tensor
def variance_kept(features):
    squares = torch.linalg.svdvals(features - features.mean(dim=0)).square()
    return (squares.cumsum(dim=0) / squares.sum()).tolist()


# %% wrong: lost
# says: what is lost
def variance_kept(features):
    squares = torch.linalg.svdvals(features - features.mean(dim=0)).square()
    return 1 - squares.cumsum(dim=0) / squares.sum()


# %% wrong: mean of each image
# says: You subtract the mean of each image
def variance_kept(features):
    centred = features - features.mean(dim=1, keepdim=True)
    squares = torch.linalg.svdvals(centred).square()
    return squares.cumsum(dim=0) / squares.sum()


# %% wrong: median
# says: You take the median
def variance_kept(features):
    squares = torch.linalg.svdvals(features - features.median(dim=0).values).square()
    return squares.cumsum(dim=0) / squares.sum()


# %% wrong: not added weakest first
# says: the weakest first. Add them up
def variance_kept(features):
    squares = torch.linalg.svdvals(features - features.mean(dim=0)).square()
    return (squares / squares.sum()).flip(0)


# %% wrong: not centred
# says: The mean is still in the features
def variance_kept(features):
    squares = torch.linalg.svdvals(features).square()
    return squares.cumsum(dim=0) / squares.sum()


# %% wrong: not divided
# says: divide by the whole variance
def variance_kept(features):
    singular = torch.linalg.svdvals(features - features.mean(dim=0))
    return (singular.square() / (len(features) - 1)).cumsum(dim=0)


# %% wrong: not squared
# says: with the square of its singular value
def variance_kept(features):
    singular = torch.linalg.svdvals(features - features.mean(dim=0))
    return singular.cumsum(dim=0) / singular.sum()


# %% wrong: one mean
# says: You subtract one number
def variance_kept(features):
    squares = torch.linalg.svdvals(features - features.mean()).square()
    return squares.cumsum(dim=0) / squares.sum()


# %% wrong: one number
# says: not one alone
def variance_kept(features):
    squares = torch.linalg.svdvals(features - features.mean(dim=0)).square()
    return squares[0] / squares.sum()


# %% wrong: percent
# says: not percent
def variance_kept(features):
    squares = torch.linalg.svdvals(features - features.mean(dim=0)).square()
    return 100 * squares.cumsum(dim=0) / squares.sum()


# %% wrong: root
# says: You take the root of the shares
def variance_kept(features):
    squares = torch.linalg.svdvals(features - features.mean(dim=0)).square()
    return (squares.cumsum(dim=0) / squares.sum()).sqrt()


# %% wrong: rounded
# says: Your shares are rounded
def variance_kept(features):
    squares = torch.linalg.svdvals(features - features.mean(dim=0)).square()
    return (squares.cumsum(dim=0) / squares.sum() * 100).round() / 100


# %% wrong: single shares
# says: shares of the single axes
def variance_kept(features):
    squares = torch.linalg.svdvals(features - features.mean(dim=0)).square()
    return squares / squares.sum()


# %% wrong: squared twice
# says: You square twice
def variance_kept(features):
    squares = torch.linalg.eigvalsh(torch.cov(features.T)).flip(0).square()
    return squares.cumsum(dim=0) / squares.sum()


# %% wrong: squeezed
# says: the result has the shape (), but not (1,)
def variance_kept(features):
    squares = torch.linalg.svdvals(features - features.mean(dim=0)).square()
    return (squares.cumsum(dim=0) / squares.sum()).squeeze()


# %% wrong: standardised
# says: You divide the columns by their standard deviation
def variance_kept(features):
    features = (features - features.mean(dim=0)) / features.std(dim=0)
    squares = torch.linalg.svdvals(features).square()
    return squares.cumsum(dim=0) / squares.sum()


# %% wrong: turned round
# says: The order is turned round
def variance_kept(features):
    squares = torch.linalg.svdvals(features - features.mean(dim=0)).square()
    return (squares.cumsum(dim=0) / squares.sum()).flip(0)


# %% wrong: two axes
# says: the result has the shape
def variance_kept(features):
    squares = torch.linalg.svdvals(features - features.mean(dim=0)).square()
    return torch.stack([squares[0] / squares.sum(), torch.tensor(1.0)])


# %% wrong: variance of columns
# says: You take the variances of the columns
def variance_kept(features):
    variances = features.var(dim=0).sort(descending=True).values
    return variances.cumsum(dim=0) / variances.sum()


# %% wrong: weakest first
# says: the strongest comes first
def variance_kept(features):
    variances = torch.linalg.eigvalsh(torch.cov(features.T))
    return variances.cumsum(dim=0) / variances.sum()


# %% right: covariance
def variance_kept(features):
    variances = torch.linalg.eigvalsh(torch.atleast_2d(torch.cov(features.T))).flip(0)
    return variances.cumsum(dim=0) / variances.sum()


# %% right: double
def variance_kept(features):
    features = features.double()
    squares = torch.linalg.svdvals(features - features.mean(dim=0)) ** 2
    return (
        torch.stack([squares[:k].sum() for k in range(1, len(squares) + 1)])
        / squares.sum()
    )


# %% right: spread of codes
def variance_kept(features):
    found = principal_axes(features)
    codes = found.code(features, features.shape[1])
    return codes.var(dim=0).cumsum(dim=0) / codes.var(dim=0).sum()


# %% right: what is left
def variance_kept(features):
    centred = features - features.mean(dim=0)
    whole, kept = centred.square().sum(), []
    axes = torch.linalg.svd(centred, full_matrices=False).Vh
    for k in range(1, len(axes) + 1):
        left = centred - centred @ axes[:k].T @ axes[:k]
        kept.append(1 - left.square().sum() / whole)
    return torch.stack(kept)
