# rejected with: Your code stops in line


def fuse_bottom_up(levels):
    fused = [levels[0]]
    for i, level in enumerate(levels[1:]):
        below = (
            F.max_pool2d(fused[-1], 2)
            if i < 2 and levels[0].shape[-1] != level.shape[-1]
            else fused[-1]
        )
        fused.append(level + below)
    return fused
