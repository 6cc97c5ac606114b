# rejected with: All levels are multiplied


def change_level(x, level, factor):
    return pyramid.reconstruct(
        [factor * one for one in pyramid.laplacian_pyramid(x, 4)]
    )
