# rejected with: you return
def variance_kept(features):
    features = features.unique(dim=0)
    squares = torch.linalg.svdvals(features - features.mean(dim=0)).square()
    return squares.cumsum(dim=0) / squares.sum()
