# rejected with: You change the Gaussian pyramid


def change_level(x, level, factor):
    levels = pyramid.gaussian_pyramid(x, 4)
    levels[level] = factor * levels[level]
    return pyramid.reconstruct(levels)
