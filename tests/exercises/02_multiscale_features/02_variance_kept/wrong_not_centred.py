# rejected with: The mean is still in the features


def variance_kept(features):
    squares = torch.linalg.svdvals(features).square()
    return squares.cumsum(dim=0) / squares.sum()
