def change_level(x, level, factor):
    factors = [factor if i == level else 1 for i in range(4)]
    levels = pyramid.laplacian_pyramid(x, 4)
    return reconstruct([f * one for f, one in zip(factors, levels, strict=True)])
