# rejected with: Your code stops in line


def change_level(x, level, factor):
    levels = pyramid.laplacian_pyramid(x, 4)
    levels[level] = factor * levels[level]
    image = levels[3]
    for i in (2, 1, 0):
        size = 2 * image.shape[-2], 2 * image.shape[-1]
        image = upsample(image, size) + levels[i]
    return image
