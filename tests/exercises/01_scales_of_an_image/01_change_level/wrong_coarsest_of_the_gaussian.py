# rejected with: You change the Gaussian pyramid


def change_level(x, level, factor):
    levels = pyramid.laplacian_pyramid(x, 4)
    levels[level] = factor * pyramid.gaussian_pyramid(x, 4)[level]
    return pyramid.reconstruct(levels)
