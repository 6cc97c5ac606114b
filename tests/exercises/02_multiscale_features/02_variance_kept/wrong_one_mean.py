# rejected with: You subtract one number


def variance_kept(features):
    squares = torch.linalg.svdvals(features - features.mean()).square()
    return squares.cumsum(dim=0) / squares.sum()
