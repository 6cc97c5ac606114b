# rejected with: not one alone


def variance_kept(features):
    squares = torch.linalg.svdvals(features - features.mean(dim=0)).square()
    return squares[0] / squares.sum()
