# rejected with: The other levels are missing


def change_level(x, level, factor):
    levels = [torch.zeros_like(one) for one in pyramid.laplacian_pyramid(x, 4)]
    levels[level] = factor * pyramid.laplacian_pyramid(x, 4)[level]
    return pyramid.reconstruct(levels)
