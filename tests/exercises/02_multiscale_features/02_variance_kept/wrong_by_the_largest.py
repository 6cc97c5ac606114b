# rejected with: You divide by the largest one


def variance_kept(features):
    squares = torch.linalg.svdvals(features - features.mean(dim=0)).square()
    return squares.cumsum(dim=0) / squares.max()
