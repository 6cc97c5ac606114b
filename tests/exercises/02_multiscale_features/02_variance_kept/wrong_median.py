# rejected with: You take the median


def variance_kept(features):
    squares = torch.linalg.svdvals(features - features.median(dim=0).values).square()
    return squares.cumsum(dim=0) / squares.sum()
