# rejected with: What comes up from below is missing


def fuse_bottom_up(levels):
    return [level.clone() for level in levels]
