# rejected with: Your code stops in line


def fuse_bottom_up(levels):
    fused = [levels[0]]
    for level in levels[1:]:
        fused.append(level + F.max_pool2d(fused[-1], 2))
    return fused
