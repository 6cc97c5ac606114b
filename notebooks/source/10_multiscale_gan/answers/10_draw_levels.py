# %% wrong: coarsest first
# says: the finest image comes first
def draw_levels(z, layers, to_image):
    maps, images = z, []
    for layer, draw in zip(layers, to_image, strict=True):
        maps = layer(maps)
        images.append(draw(maps).sigmoid())
    return images


# %% wrong: no sigmoid
# says: The sigmoid is missing
def draw_levels(z, layers, to_image):
    maps, images = z, []
    for layer, draw in zip(layers, to_image, strict=True):
        maps = layer(maps)
        images.insert(0, draw(maps))
    return images


# %% wrong: tanh
# says: tanh is another curve
def draw_levels(z, layers, to_image):
    maps, images = z, []
    for layer, draw in zip(layers, to_image, strict=True):
        maps = layer(maps)
        images.insert(0, draw(maps).tanh())
    return images


# %% wrong: image goes on
# says: each layer gets the maps of the layer before it
def draw_levels(z, layers, to_image):
    x, images = z, []
    for layer, draw in zip(layers, to_image, strict=True):
        x = draw(layer(x)).sigmoid()
        images.insert(0, x)
    return images


# %% wrong: drawn image goes on
# says: each layer gets the maps of the layer before it
def draw_levels(z, layers, to_image):
    x, images = z, []
    for layer, draw in zip(layers, to_image, strict=True):
        x = draw(layer(x))
        images.insert(0, x.sigmoid())
    return images


# %% wrong: detached before the image
# says: is something detached
def draw_levels(z, layers, to_image):
    maps, images = z, []
    for layer, draw in zip(layers, to_image, strict=True):
        maps = layer(maps)
        images.insert(0, draw(maps.detach()).sigmoid())
    return images


# %% wrong: detached before the next layer
# says: is something detached
def draw_levels(z, layers, to_image):
    maps, images = z, []
    for layer, draw in zip(layers, to_image, strict=True):
        maps = layer(maps.detach())
        images.insert(0, draw(maps).sigmoid())
    return images


# %% wrong: no gradient at all
# says: is something detached
@torch.no_grad()
def draw_levels(z, layers, to_image):
    maps, images = z, []
    for layer, draw in zip(layers, to_image, strict=True):
        maps = layer(maps)
        images.insert(0, draw(maps).sigmoid())
    return images


# %% wrong: finest alone
# says: you return a Tensor
def draw_levels(z, layers, to_image):
    for layer in layers:
        z = layer(z)
    return to_image[-1](z).sigmoid()


# %% wrong: finest alone in a list
# says: each level has one
def draw_levels(z, layers, to_image):
    for layer in layers:
        z = layer(z)
    return [to_image[-1](z).sigmoid()]


# %% wrong: three levels always
# says: IndexError
def draw_levels(z, layers, to_image):
    coarse = layers[0](z)
    middle = layers[1](coarse)
    fine = layers[2](middle)
    maps = [fine, middle, coarse]
    return [to_image[2 - i](maps[i]).sigmoid() for i in range(3)]


# %% wrong: modules turned round
# says: the level's own module of `to_image`
def draw_levels(z, layers, to_image):
    maps, images = z, []
    for layer, draw in zip(layers, to_image[::-1], strict=True):
        maps = layer(maps)
        images.insert(0, draw(maps).sigmoid())
    return images


# %% wrong: one module for all
# says: the level's own module of `to_image`
def draw_levels(z, layers, to_image):
    maps, images = z, []
    for layer in layers:
        maps = layer(maps)
        images.insert(0, to_image[-1](maps).sigmoid())
    return images


# %% wrong: clamped
# says: you cut off
def draw_levels(z, layers, to_image):
    maps, images = z, []
    for layer, draw in zip(layers, to_image, strict=True):
        maps = layer(maps)
        images.insert(0, draw(maps).clamp(0, 1))
    return images


# %% wrong: sigmoid twice
# says: You take the sigmoid twice
def draw_levels(z, layers, to_image):
    maps, images = z, []
    for layer, draw in zip(layers, to_image, strict=True):
        maps = layer(maps)
        images.insert(0, draw(maps).sigmoid().sigmoid())
    return images


# %% wrong: small images of the fine one
# says: each layer gets the maps of the layer before it
def draw_levels(z, layers, to_image):
    for layer in layers:
        z = layer(z)
    fine = to_image[-1](z).sigmoid()
    return [fine[..., :: 2**k, :: 2**k] for k in range(len(layers))]


# %% right: two lists
def draw_levels(z, layers, to_image):
    maps = []
    for layer in layers:
        maps.append(layer(maps[-1] if maps else z))
    return [torch.sigmoid(t(h)) for t, h in zip(to_image, maps, strict=True)][::-1]


# %% right: recursive, as a tuple
def draw_levels(z, layers, to_image):
    if not layers:
        return ()
    maps = layers[0](z)
    image = 1 / (1 + torch.exp(-to_image[0](maps)))
    return (*draw_levels(maps, layers[1:], to_image[1:]), image)


# %% right: by number
def draw_levels(z, layers, to_image):
    images = [None] * len(layers)
    for i in range(len(layers)):
        z = layers[i](z)
        images[len(layers) - 1 - i] = to_image[i](z).sigmoid()
    return images
