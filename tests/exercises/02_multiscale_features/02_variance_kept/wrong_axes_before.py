# rejected with: kept by the axes before


def variance_kept(features):
    squares = torch.linalg.svdvals(features - features.mean(dim=0)).square()
    return (squares.cumsum(dim=0) - squares) / squares.sum()
