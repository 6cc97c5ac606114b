# rejected with: Your code stops in line


def change_level(x, level, factor):
    levels = pyramid.laplacian_pyramid(x, 3)
    levels[level] = factor * levels[level]
    return pyramid.reconstruct(levels)
