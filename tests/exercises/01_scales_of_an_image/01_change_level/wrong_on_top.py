# rejected with: counts once, times the factor


def change_level(x, level, factor):
    levels = pyramid.laplacian_pyramid(x, 4)
    levels[level] = levels[level] + factor * levels[level]
    return pyramid.reconstruct(levels)
