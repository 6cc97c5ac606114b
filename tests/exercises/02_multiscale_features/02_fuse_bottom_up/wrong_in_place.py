# rejected with: changes its input


def fuse_bottom_up(levels):
    for i in range(1, len(levels)):
        levels[i] += F.adaptive_max_pool2d(levels[i - 1], levels[i].shape[-2:])
    return levels
