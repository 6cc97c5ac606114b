# rejected with: you return 1 levels, not 2


def fuse_bottom_up(levels):
    below, fused = levels[0], []
    for level in levels[1:]:
        below = level + F.adaptive_max_pool2d(below, level.shape[-2:])
        fused.append(below)
    return fused
