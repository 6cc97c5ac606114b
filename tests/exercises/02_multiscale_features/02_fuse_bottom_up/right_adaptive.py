def fuse_bottom_up(levels):
    fused = {0: levels[0]}
    for i, level in enumerate(levels[1:], start=1):
        fused[i] = level + F.adaptive_max_pool2d(fused[i - 1], level.shape[-1])
    return list(fused.values())
