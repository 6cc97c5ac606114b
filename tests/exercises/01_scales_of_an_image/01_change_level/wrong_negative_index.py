# rejected with: You change another level


def change_level(x, level, factor):
    levels = pyramid.laplacian_pyramid(x, 4)
    levels[-level] = factor * levels[-level]
    return pyramid.reconstruct(levels)
