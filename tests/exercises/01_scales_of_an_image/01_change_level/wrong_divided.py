# rejected with: You divide by the factor


def change_level(x, level, factor):
    levels = pyramid.laplacian_pyramid(x, 4)
    levels[level] = levels[level] / factor
    return pyramid.reconstruct(levels)
