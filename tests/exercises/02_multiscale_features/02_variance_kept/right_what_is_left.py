def variance_kept(features):
    centred = features - features.mean(dim=0)
    whole, kept = centred.square().sum(), []
    axes = torch.linalg.svd(centred, full_matrices=False).Vh
    for k in range(1, len(axes) + 1):
        left = centred - centred @ axes[:k].T @ axes[:k]
        kept.append(1 - left.square().sum() / whole)
    return torch.stack(kept)
