# %% wrong: added
# says: You add the factor
def change_level(x, level, factor):
    levels = pyramid.laplacian_pyramid(x, 4)
    levels[level] = levels[level] + factor
    return pyramid.reconstruct(levels)


# %% wrong: all levels
# says: All levels are multiplied
def change_level(x, level, factor):
    return pyramid.reconstruct(
        [factor * one for one in pyramid.laplacian_pyramid(x, 4)]
    )


# %% wrong: alone
# says: The other levels are missing
def change_level(x, level, factor):
    levels = [torch.zeros_like(one) for one in pyramid.laplacian_pyramid(x, 4)]
    levels[level] = factor * pyramid.laplacian_pyramid(x, 4)[level]
    return pyramid.reconstruct(levels)


# %% wrong: always the finest
# says: You change another level
def change_level(x, level, factor):
    levels = pyramid.laplacian_pyramid(x, 4)
    levels[0] = factor * levels[0]
    return pyramid.reconstruct(levels)


# %% wrong: and finer
# says: You multiply finer levels too
def change_level(x, level, factor):
    levels = pyramid.laplacian_pyramid(x, 4)
    for i in range(level + 1):
        levels[i] = factor * levels[i]
    return pyramid.reconstruct(levels)


# %% wrong: clamped
# says: leave them as they are
def change_level(x, level, factor):
    levels = pyramid.laplacian_pyramid(x, 4)
    levels[level] = factor * levels[level]
    return pyramid.reconstruct(levels).clamp(0, 1)


# %% wrong: coarsest of the gaussian
# says: You change the Gaussian pyramid
def change_level(x, level, factor):
    levels = pyramid.laplacian_pyramid(x, 4)
    levels[level] = factor * pyramid.gaussian_pyramid(x, 4)[level]
    return pyramid.reconstruct(levels)


# %% wrong: counted from the end
# says: You change another level
def change_level(x, level, factor):
    levels = pyramid.laplacian_pyramid(x, 4)
    levels[3 - level] = factor * levels[3 - level]
    return pyramid.reconstruct(levels)


# %% wrong: depth
# says: You multiply finer levels too, or coarser ones
def change_level(x, level, factor):
    levels = pyramid.laplacian_pyramid(x, level + 1)
    levels[level] = factor * levels[level]
    return pyramid.reconstruct(levels)


# %% wrong: divided
# says: You divide by the factor
def change_level(x, level, factor):
    levels = pyramid.laplacian_pyramid(x, 4)
    levels[level] = levels[level] / factor
    return pyramid.reconstruct(levels)


# %% wrong: doubled size
# says: Your code stops in line
def change_level(x, level, factor):
    levels = pyramid.laplacian_pyramid(x, 4)
    levels[level] = factor * levels[level]
    image = levels[3]
    for i in (2, 1, 0):
        size = 2 * image.shape[-2], 2 * image.shape[-1]
        image = upsample(image, size) + levels[i]
    return image


# %% wrong: filled
# says: You add the factor
def change_level(x, level, factor):
    levels = pyramid.laplacian_pyramid(x, 4)
    levels[level] = torch.full_like(levels[level], factor)
    return pyramid.reconstruct(levels)


# %% wrong: first image
# says: you return
def change_level(x, level, factor):
    levels = pyramid.laplacian_pyramid(x, 4)
    levels[level][:1] = factor * levels[level][:1]
    return pyramid.reconstruct(levels)


# %% wrong: gaussian
# says: You change the Gaussian pyramid
def change_level(x, level, factor):
    levels = pyramid.gaussian_pyramid(x, 4)
    levels[level] = factor * levels[level]
    return pyramid.reconstruct(levels)


# %% wrong: list
# says: is a list
def change_level(x, level, factor):
    levels = pyramid.laplacian_pyramid(x, 4)
    levels[level] = factor * levels[level]
    return levels


# %% wrong: negative index
# says: You change another level
def change_level(x, level, factor):
    levels = pyramid.laplacian_pyramid(x, 4)
    levels[-level] = factor * levels[-level]
    return pyramid.reconstruct(levels)


# %% wrong: nothing stored
# says: The image is unchanged
def change_level(x, level, factor):
    levels = pyramid.laplacian_pyramid(x, 4)
    changed = levels[level]
    changed = factor * changed
    return pyramid.reconstruct(levels)


# %% wrong: off by one
# says: You change another level
def change_level(x, level, factor):
    levels = pyramid.laplacian_pyramid(x, 4)
    levels[level - 1] = factor * levels[level - 1]
    return pyramid.reconstruct(levels)


# %% wrong: on top
# says: counts once, times the factor
def change_level(x, level, factor):
    levels = pyramid.laplacian_pyramid(x, 4)
    levels[level] = levels[level] + factor * levels[level]
    return pyramid.reconstruct(levels)


# %% wrong: one channel
# says: has the shape
def change_level(x, level, factor):
    levels = pyramid.laplacian_pyramid(x, 4)
    levels[level] = factor * levels[level]
    return pyramid.reconstruct(levels)[:, :1]


# %% wrong: only the level
# says: has the shape
def change_level(x, level, factor):
    return factor * pyramid.laplacian_pyramid(x, 4)[level]


# %% wrong: sizes of mnist
# says: Your code stops in line
def change_level(x, level, factor):
    levels = pyramid.laplacian_pyramid(x, 4)
    levels[level] = factor * levels[level]
    image = levels[3]
    for i, side in ((2, 7), (1, 14), (0, 28)):
        image = upsample(image, (side, side)) + levels[i]
    return image


# %% wrong: taken away
# says: You take the level away
def change_level(x, level, factor):
    levels = pyramid.laplacian_pyramid(x, 4)
    levels[level] = torch.zeros_like(levels[level])
    return pyramid.reconstruct(levels)


# %% wrong: the others
# says: You multiply the other three levels
def change_level(x, level, factor):
    levels = pyramid.laplacian_pyramid(x, 4)
    levels = [one if i == level else factor * one for i, one in enumerate(levels)]
    return pyramid.reconstruct(levels)


# %% wrong: three levels
# says: Your code stops in line
def change_level(x, level, factor):
    levels = pyramid.laplacian_pyramid(x, 3)
    levels[level] = factor * levels[level]
    return pyramid.reconstruct(levels)


# %% wrong: twice
# says: You multiply twice
def change_level(x, level, factor):
    levels = pyramid.laplacian_pyramid(x, 4)
    levels[level] = levels[level] * factor * factor
    return pyramid.reconstruct(levels)


# %% wrong: whole factors
# says: you return
def change_level(x, level, factor):
    levels = pyramid.laplacian_pyramid(x, 4)
    levels[level] = int(factor) * levels[level]
    return pyramid.reconstruct(levels)


# %% wrong: zero drops the level
# says: the factor 0
def change_level(x, level, factor):
    levels = list(pyramid.laplacian_pyramid(x, 4))
    if factor == 0:
        levels.pop(level)
    else:
        levels[level] = factor * levels[level]
    return pyramid.reconstruct(levels)


# %% wrong: zero leaves it
# says: you return
def change_level(x, level, factor):
    levels = pyramid.laplacian_pyramid(x, 4)
    levels[level] = (factor or 1) * levels[level]
    return pyramid.reconstruct(levels)


# %% right: by difference
def change_level(x, level, factor):
    """Add what the level adds to the image, enlarged, once more or less."""
    gaussian = pyramid.gaussian_pyramid(x, 4)
    more = gaussian[level]
    if level < 3:
        more = more - upsample(gaussian[level + 1], more.shape[-2:])
    for finer in reversed(gaussian[:level]):
        more = upsample(more, finer.shape[-2:])
    return x + (factor - 1) * more


# %% right: comprehension
def change_level(x, level, factor):
    factors = [factor if i == level else 1 for i in range(4)]
    levels = pyramid.laplacian_pyramid(x, 4)
    return reconstruct([f * one for f, one in zip(factors, levels, strict=True)])


# %% right: double
def change_level(x, level, factor):
    levels = pyramid.laplacian_pyramid(x.double(), 4)
    levels[level].mul_(factor)
    return pyramid.reconstruct(levels)


# %% right: on the way up
def change_level(x, level, factor):
    levels = pyramid.laplacian_pyramid(x, 4)
    image = levels[3] * (factor if level == 3 else 1)
    for i in (2, 1, 0):
        image = upsample(image, levels[i].shape[-2:])
        image = image + levels[i] * (factor if level == i else 1)
    return image
