# rejected with: with the square of its singular value


def variance_kept(features):
    singular = torch.linalg.svdvals(features - features.mean(dim=0))
    return singular.cumsum(dim=0) / singular.sum()
