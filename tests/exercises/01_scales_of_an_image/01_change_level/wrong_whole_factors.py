# rejected with: you return


def change_level(x, level, factor):
    levels = pyramid.laplacian_pyramid(x, 4)
    levels[level] = int(factor) * levels[level]
    return pyramid.reconstruct(levels)
