# rejected with: Your shares are rounded


def variance_kept(features):
    squares = torch.linalg.svdvals(features - features.mean(dim=0)).square()
    return (squares.cumsum(dim=0) / squares.sum() * 100).round() / 100
