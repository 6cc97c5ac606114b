# rejected with: shares of the single axes


def variance_kept(features):
    squares = torch.linalg.svdvals(features - features.mean(dim=0)).square()
    return squares / squares.sum()
