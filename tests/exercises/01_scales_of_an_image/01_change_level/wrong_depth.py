# rejected with: You multiply finer levels too, or coarser ones


def change_level(x, level, factor):
    levels = pyramid.laplacian_pyramid(x, level + 1)
    levels[level] = factor * levels[level]
    return pyramid.reconstruct(levels)
