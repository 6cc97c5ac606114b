# rejected with: the factor 0
def change_level(x, level, factor):
    levels = list(pyramid.laplacian_pyramid(x, 4))
    if factor == 0:
        levels.pop(level)
    else:
        levels[level] = factor * levels[level]
    return pyramid.reconstruct(levels)
