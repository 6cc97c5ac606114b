# rejected with: You subtract the mean of each image


def variance_kept(features):
    centred = features - features.mean(dim=1, keepdim=True)
    squares = torch.linalg.svdvals(centred).square()
    return squares.cumsum(dim=0) / squares.sum()
