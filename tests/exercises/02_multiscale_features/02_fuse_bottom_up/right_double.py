def fuse_bottom_up(levels):
    fused = [levels[0].double()]
    for level in levels[1:]:
        below = fused[-1]
        if below.shape != level.shape:
            below = F.max_pool2d(below, 2)
        fused.append(level + below)
    return tuple(fused)
