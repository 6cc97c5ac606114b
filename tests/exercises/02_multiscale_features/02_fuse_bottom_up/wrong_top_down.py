# rejected with: The finest level must stay what it is


def fuse_bottom_up(levels):
    fused = [levels[-1]]
    for level in reversed(levels[:-1]):
        fused.insert(0, level + F.interpolate(fused[0], size=level.shape[-2:]))
    return fused
