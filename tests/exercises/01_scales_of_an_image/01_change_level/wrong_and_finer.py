# rejected with: You multiply finer levels too


def change_level(x, level, factor):
    levels = pyramid.laplacian_pyramid(x, 4)
    for i in range(level + 1):
        levels[i] = factor * levels[i]
    return pyramid.reconstruct(levels)
