# rejected with: the finer one is added as well


def fuse_bottom_up(levels):
    fused = [levels[0]]
    for level in levels[1:]:
        below = fused[-1]
        if below.shape[-1] > level.shape[-1]:
            fused.append(level + F.max_pool2d(below, 2))
        else:
            fused.append(level)
    return fused
