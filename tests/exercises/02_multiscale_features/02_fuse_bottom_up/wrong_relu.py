# rejected with: cut off at 0


def fuse_bottom_up(levels):
    fused = [levels[0]]
    for level in levels[1:]:
        below = fused[-1]
        if below.shape[-1] > level.shape[-1]:
            below = F.max_pool2d(below, 2).relu()
        fused.append(level + below)
    return fused
