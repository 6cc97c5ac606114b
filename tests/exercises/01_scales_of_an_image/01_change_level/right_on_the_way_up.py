def change_level(x, level, factor):
    levels = pyramid.laplacian_pyramid(x, 4)
    image = levels[3] * (factor if level == 3 else 1)
    for i in (2, 1, 0):
        image = upsample(image, levels[i].shape[-2:])
        image = image + levels[i] * (factor if level == i else 1)
    return image
