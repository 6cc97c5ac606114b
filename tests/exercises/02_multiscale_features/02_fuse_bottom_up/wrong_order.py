# rejected with: in the wrong order


def fuse_bottom_up(levels):
    fused = [levels[0]]
    for level in levels[1:]:
        fused.insert(0, level + F.adaptive_max_pool2d(fused[0], level.shape[-2:]))
    return fused
