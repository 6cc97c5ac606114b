# rejected with: you return


def change_level(x, level, factor):
    levels = pyramid.laplacian_pyramid(x, 4)
    levels[level][:1] = factor * levels[level][:1]
    return pyramid.reconstruct(levels)
