# rejected with: changes its input


def variance_kept(features):
    features -= features.mean(dim=0)
    squares = torch.linalg.svdvals(features).square()
    return squares.cumsum(dim=0) / squares.sum()
