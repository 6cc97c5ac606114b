# rejected with: You square twice


def variance_kept(features):
    squares = torch.linalg.eigvalsh(torch.cov(features.T)).flip(0).square()
    return squares.cumsum(dim=0) / squares.sum()
