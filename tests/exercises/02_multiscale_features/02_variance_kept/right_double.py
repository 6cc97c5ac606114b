def variance_kept(features):
    features = features.double()
    squares = torch.linalg.svdvals(features - features.mean(dim=0)) ** 2
    return (
        torch.stack([squares[:k].sum() for k in range(1, len(squares) + 1)])
        / squares.sum()
    )
