# rejected with: begins with a 0


def variance_kept(features):
    squares = torch.linalg.svdvals(features - features.mean(dim=0)).square()
    return torch.cat([torch.zeros(1), squares.cumsum(dim=0) / squares.sum()])
