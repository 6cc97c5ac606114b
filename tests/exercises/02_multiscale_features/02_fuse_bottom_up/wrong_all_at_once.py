# rejected with: you return


def fuse_bottom_up(levels):
    fused = [levels[0]]
    for i, level in enumerate(levels[1:], start=1):
        for finer in levels[:i]:
            level = level + F.adaptive_max_pool2d(finer, level.shape[-2:])
        fused.append(level)
    return fused
