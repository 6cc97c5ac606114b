# rejected with: You add the factor


def change_level(x, level, factor):
    levels = pyramid.laplacian_pyramid(x, 4)
    levels[level] = torch.full_like(levels[level], factor)
    return pyramid.reconstruct(levels)
