# rejected with: the result has the shape


def variance_kept(features):
    squares = torch.linalg.svdvals(features - features.mean(dim=0)).square()
    return torch.stack([squares[0] / squares.sum(), torch.tensor(1.0)])
