def fuse_bottom_up(levels):
    *finer, last = levels
    if not finer:
        return [last]
    fused = fuse_bottom_up(finer)
    below = fused[-1]
    while below.shape[-1] > last.shape[-1]:
        below = torch.maximum(below[..., ::2, :], below[..., 1::2, :])
        below = torch.maximum(below[..., ::2], below[..., 1::2])
    return [*fused, last + below]
