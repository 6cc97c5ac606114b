# rejected with: has the shape


def change_level(x, level, factor):
    return factor * pyramid.laplacian_pyramid(x, 4)[level]
