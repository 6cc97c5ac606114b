# rejected with: is not the image with that level changed


def change_level(x, level, factor):
    levels = pyramid.laplacian_pyramid(x, level + 1)
    levels[level] = factor * levels[level]
    return pyramid.reconstruct(levels)
