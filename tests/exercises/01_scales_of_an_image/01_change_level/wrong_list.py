# rejected with: is a list


def change_level(x, level, factor):
    levels = pyramid.laplacian_pyramid(x, 4)
    levels[level] = factor * levels[level]
    return levels
