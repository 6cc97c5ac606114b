# rejected with: The level itself is missing


def fuse_bottom_up(levels):
    fused, below = [levels[0]], levels[0]
    for level in levels[1:]:
        if below.shape[-1] > level.shape[-1]:
            below = F.max_pool2d(below, 2)
        fused.append(below)
        below = level + below
    return fused
