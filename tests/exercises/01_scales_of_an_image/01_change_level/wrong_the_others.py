# rejected with: You multiply the other three levels


def change_level(x, level, factor):
    levels = pyramid.laplacian_pyramid(x, 4)
    levels = [one if i == level else factor * one for i, one in enumerate(levels)]
    return pyramid.reconstruct(levels)
