# rejected with: not percent


def variance_kept(features):
    squares = torch.linalg.svdvals(features - features.mean(dim=0)).square()
    return 100 * squares.cumsum(dim=0) / squares.sum()
