# rejected with: the result has the shape (), but not (1,)
def variance_kept(features):
    squares = torch.linalg.svdvals(features - features.mean(dim=0)).square()
    return (squares.cumsum(dim=0) / squares.sum()).squeeze()
