def variance_kept(features):
    found = principal_axes(features)
    codes = found.code(features, features.shape[1])
    return codes.var(dim=0).cumsum(dim=0) / codes.var(dim=0).sum()
