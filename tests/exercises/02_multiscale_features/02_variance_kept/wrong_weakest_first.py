# rejected with: the strongest comes first


def variance_kept(features):
    variances = torch.linalg.eigvalsh(torch.cov(features.T))
    return variances.cumsum(dim=0) / variances.sum()
