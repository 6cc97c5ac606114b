# rejected with: The image is unchanged


def change_level(x, level, factor):
    levels = pyramid.laplacian_pyramid(x, 4)
    changed = levels[level]
    changed = factor * changed
    return pyramid.reconstruct(levels)
