# rejected with: You return 2 levels for 3


def fuse_bottom_up(levels):
    below, fused = levels[0], []
    for level in levels[1:]:
        below = level + F.adaptive_max_pool2d(below, level.shape[-2:])
        fused.append(below)
    return fused
