# rejected with: but not a tensor


def variance_kept(features):
    squares = torch.linalg.svdvals(features - features.mean(dim=0)).square()
    return (squares.cumsum(dim=0) / squares.sum()).tolist()
