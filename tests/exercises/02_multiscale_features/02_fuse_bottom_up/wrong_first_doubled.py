# rejected with: The finest level is doubled


def fuse_bottom_up(levels):
    fused = [levels[0]]
    for level in levels[1:]:
        below = fused[-1]
        if below.shape[-1] > level.shape[-1]:
            below = F.max_pool2d(below, 2)
        fused.append(level + below)
    return [2 * fused[0], *fused[1:]]
