import itertools


def fuse_bottom_up(levels):
    def add(below, level):
        rows, columns = level.shape[-2:]
        cells = below.unflatten(-1, (columns, -1)).unflatten(-3, (rows, -1))
        return level + cells.amax(dim=(-1, -3))

    return list(itertools.accumulate(levels, add))
