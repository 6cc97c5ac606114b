# rejected with: Your code stops in line


def change_level(x, level, factor):
    levels = pyramid.laplacian_pyramid(x, 4)
    levels[level] = factor * levels[level]
    image = levels[3]
    for i, side in ((2, 7), (1, 14), (0, 28)):
        image = upsample(image, (side, side)) + levels[i]
    return image
