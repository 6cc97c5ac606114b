# rejected with: leave them as they are


def change_level(x, level, factor):
    levels = pyramid.laplacian_pyramid(x, 4)
    levels[level] = factor * levels[level]
    return pyramid.reconstruct(levels).clamp(0, 1)
