def change_level(x, level, factor):
    levels = pyramid.laplacian_pyramid(x.double(), 4)
    levels[level].mul_(factor)
    return pyramid.reconstruct(levels)
