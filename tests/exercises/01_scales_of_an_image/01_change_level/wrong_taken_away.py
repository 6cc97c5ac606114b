# rejected with: You take the level away


def change_level(x, level, factor):
    levels = pyramid.laplacian_pyramid(x, 4)
    levels[level] = torch.zeros_like(levels[level])
    return pyramid.reconstruct(levels)
