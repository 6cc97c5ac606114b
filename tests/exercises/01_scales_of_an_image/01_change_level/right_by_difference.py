def change_level(x, level, factor):
    """Add what the level adds to the image, enlarged, once more or less."""
    gaussian = pyramid.gaussian_pyramid(x, 4)
    more = gaussian[level]
    if level < 3:
        more = more - upsample(gaussian[level + 1], more.shape[-2:])
    for finer in reversed(gaussian[:level]):
        more = upsample(more, finer.shape[-2:])
    return x + (factor - 1) * more
