def variance_kept(features):
    variances = torch.linalg.eigvalsh(torch.atleast_2d(torch.cov(features.T))).flip(0)
    return variances.cumsum(dim=0) / variances.sum()
