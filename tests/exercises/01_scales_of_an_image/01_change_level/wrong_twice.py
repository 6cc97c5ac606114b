# rejected with: You multiply twice


def change_level(x, level, factor):
    levels = pyramid.laplacian_pyramid(x, 4)
    levels[level] = levels[level] * factor * factor
    return pyramid.reconstruct(levels)
