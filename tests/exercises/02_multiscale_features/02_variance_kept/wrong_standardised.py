# rejected with: You divide the columns by their standard deviation


def variance_kept(features):
    features = (features - features.mean(dim=0)) / features.std(dim=0)
    squares = torch.linalg.svdvals(features).square()
    return squares.cumsum(dim=0) / squares.sum()
