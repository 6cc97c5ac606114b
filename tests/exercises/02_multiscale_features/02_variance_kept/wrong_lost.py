# rejected with: what is lost


def variance_kept(features):
    squares = torch.linalg.svdvals(features - features.mean(dim=0)).square()
    return 1 - squares.cumsum(dim=0) / squares.sum()
