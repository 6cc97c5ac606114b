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
# says: has the length 1
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
# says: makes the image of the maps of layers[i]
def draw_levels(z, layers, to_image):
    maps, images = z, []
    for layer, draw in zip(layers, to_image[::-1], strict=True):
        maps = layer(maps)
        images.insert(0, draw(maps).sigmoid())
    return images


# %% wrong: one module for all
# says: makes the image of the maps of layers[i]
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


# %% wrong: half of the maps detached
# says: is a part of the way detached
def draw_levels(z, layers, to_image):
    maps, images = z, []
    for layer, to_one in zip(layers, to_image, strict=True):
        maps = layer(maps)
        images.append(to_one(maps / 2 + maps.detach() / 2).sigmoid())
    return images[::-1]


# %% wrong: four levels at most
# says: has the length 4
def draw_levels(z, layers, to_image):
    maps, images = z, []
    for layer, to_one in zip(layers[:4], to_image[:4], strict=True):
        maps = layer(maps)
        images.append(to_one(maps).sigmoid())
    return images[::-1]


# %% wrong: weights drawn anew
# says: You change the layers
def draw_levels(z, layers, to_image):
    for layer in layers:
        nn.init.normal_(layer.weight)
    maps, images = z, []
    for layer, to_one in zip(layers, to_image, strict=True):
        maps = layer(maps)
        images.append(to_one(maps).sigmoid())
    return images[::-1]


# %% wrong: layers left in evaluation mode
# says: You change the layers
def draw_levels(z, layers, to_image):
    maps, images = z, []
    for layer, to_one in zip(layers, to_image, strict=True):
        maps = layer.eval()(maps)
        images.append(to_one(maps).sigmoid())
    return images[::-1]


# %% wrong: z for every layer
# says: The first layer alone gets z
def draw_levels(z, layers, to_image):
    maps, images = z, []
    for layer, to_one in zip(layers, to_image, strict=True):
        maps = layer(z)
        images.append(to_one(maps).sigmoid())
    return images[::-1]


# %% wrong: the finest made smaller
# says: you make the finest one smaller
def draw_levels(z, layers, to_image):
    maps, images = z, []
    for layer, to_one in zip(layers, to_image, strict=True):
        maps = layer(maps)
        images.append(to_one(maps).sigmoid())
    return gaussian_pyramid(images[-1], len(images))


# %% wrong: a Laplacian sum
# says: no level is added
def draw_levels(z, layers, to_image):
    maps, images = z, []
    for layer, to_one in zip(layers, to_image, strict=True):
        maps = layer(maps)
        own = to_one(maps)
        images.append(own + upsample(images[-1], own.shape[-2:]) if images else own)
    return [image.sigmoid() for image in images[::-1]]


# %% wrong: what reverse returns
# says: `list.reverse()` returns
def draw_levels(z, layers, to_image):
    maps, images = z, []
    for layer, to_one in zip(layers, to_image, strict=True):
        maps = layer(maps)
        images.append(to_one(maps).sigmoid())
    return images.reverse()
