# rejected with: You change another level


def change_level(x, level, factor):
    levels = pyramid.laplacian_pyramid(x, 4)
    levels[0] = factor * levels[0]
    return pyramid.reconstruct(levels)
