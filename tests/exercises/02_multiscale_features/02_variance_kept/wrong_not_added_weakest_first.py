# rejected with: the weakest first. Add them up


def variance_kept(features):
    squares = torch.linalg.svdvals(features - features.mean(dim=0)).square()
    return (squares / squares.sum()).flip(0)
