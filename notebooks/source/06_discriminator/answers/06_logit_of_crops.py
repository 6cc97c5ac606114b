# %% wrong: summed
# says: You sum the crops' logits up
def logit_of_crops(network, x, size, jump):
    crops = x.unfold(2, size, jump).unfold(3, size, jump).flatten(2, 3).movedim(2, 1)
    return network(crops.flatten(0, 1)).view(len(x), -1).sum(dim=1)


# %% wrong: largest
# says: You take the largest logit
def logit_of_crops(network, x, size, jump):
    crops = x.unfold(2, size, jump).unfold(3, size, jump).flatten(2, 3).movedim(2, 1)
    return network(crops.flatten(0, 1)).view(len(x), -1).max(dim=1).values


# %% wrong: first crop
# says: You judge one crop alone
def logit_of_crops(network, x, size, jump):
    return network(x[..., :size, :size]).flatten()


# %% wrong: mean crop
# says: You average the crops and judge their mean
def logit_of_crops(network, x, size, jump):
    crops = x.unfold(2, size, jump).unfold(3, size, jump)
    return network(crops.mean(dim=(2, 3))).flatten()


# %% wrong: jump of one
# says: You take every crop, as with a jump of 1
def logit_of_crops(network, x, size, jump):
    height, width = x.shape[-2:]
    logits = [
        network(x[..., row : row + size, column : column + size]).flatten()
        for row in range(height - size + 1)
        for column in range(width - size + 1)
    ]
    return torch.stack(logits).mean(dim=0)


# %% wrong: side by side
# says: Your crops lie side by side
def logit_of_crops(network, x, size, jump):
    height, width = x.shape[-2:]
    logits = [
        network(x[..., row : row + size, column : column + size]).flatten()
        for row in range(0, height - size + 1, size)
        for column in range(0, width - size + 1, size)
    ]
    return torch.stack(logits).mean(dim=0)


# %% wrong: the last one left out
# says: You leave out the last crop
def logit_of_crops(network, x, size, jump):
    height, width = x.shape[-2:]
    logits = [
        network(x[..., row : row + size, column : column + size]).flatten()
        for row in range(0, height - size, jump)
        for column in range(0, width - size, jump)
    ]
    if not logits:
        return network(x[..., :size, :size]).flatten()
    return torch.stack(logits).mean(dim=0)


# %% wrong: beyond the border
# says: within the image, count
def logit_of_crops(network, x, size, jump):
    height, width = x.shape[-2:]
    logits = [
        network(x[..., row : row + size, column : column + size]).flatten()
        for row in range(0, height, jump)
        for column in range(0, width, jump)
    ]
    return torch.stack(logits).mean(dim=0)


# %% wrong: images mixed
# says: Crops of one image are counted for another
def logit_of_crops(network, x, size, jump):
    crops = x.unfold(2, size, jump).unfold(3, size, jump).flatten(2, 3).movedim(2, 1)
    logits = network(crops.flatten(0, 1)).flatten()
    return logits.view(-1, len(x)).mean(dim=0)


# %% wrong: mean over everything
# says: one number for the whole batch
def logit_of_crops(network, x, size, jump):
    crops = x.unfold(2, size, jump).unfold(3, size, jump).flatten(2, 3).movedim(2, 1)
    return network(crops.flatten(0, 1)).mean()


# %% wrong: mean for each
# says: You take the mean over all images
def logit_of_crops(network, x, size, jump):
    crops = x.unfold(2, size, jump).unfold(3, size, jump).flatten(2, 3).movedim(2, 1)
    return network(crops.flatten(0, 1)).mean().repeat(len(x))


# %% wrong: diagonal
# says: You move down and to the right at once
def logit_of_crops(network, x, size, jump):
    last = min(x.shape[-2:]) - size
    logits = [
        network(x[..., k : k + size, k : k + size]).flatten()
        for k in range(0, last + 1, jump)
    ]
    return torch.stack(logits).mean(dim=0)


# %% wrong: one row of crops
# says: You move along one axis only
def logit_of_crops(network, x, size, jump):
    logits = [
        network(x[..., :size, k : k + size]).flatten()
        for k in range(0, x.shape[-1] - size + 1, jump)
    ]
    return torch.stack(logits).mean(dim=0)


# %% wrong: height taken for width
# says: You take the height for the width
def logit_of_crops(network, x, size, jump):
    side = x.shape[-2]
    logits = [
        network(x[..., row : row + size, column : column + size]).flatten()
        for row in range(0, side - size + 1, jump)
        for column in range(0, side - size + 1, jump)
    ]
    return torch.stack(logits).mean(dim=0)


# %% wrong: the whole image
# says: pixels out of the image first
def logit_of_crops(network, x, size, jump):
    return network(x)


# %% wrong: probabilities
# says: You turn the logits into probabilities
def logit_of_crops(network, x, size, jump):
    crops = x.unfold(2, size, jump).unfold(3, size, jump).flatten(2, 3).movedim(2, 1)
    return network(crops.flatten(0, 1)).view(len(x), -1).sigmoid().mean(dim=1)


# %% wrong: numbers of the map
# says: cut 4 x 4 pixels out of the image first
def logit_of_crops(network, x, size, jump):
    return network(x)[..., ::jump, ::jump].mean(dim=(1, 2, 3))


# %% wrong: sides swapped
# says: within the image, count
def logit_of_crops(network, x, size, jump):
    width, height = x.shape[-2:]
    logits = [
        network(x[..., row : row + size, column : column + size]).flatten()
        for row in range(0, height - size + 1, jump)
        for column in range(0, width - size + 1, jump)
    ]
    return torch.stack(logits).mean(dim=0)


# %% wrong: 28 pixels
# says: within the image, count
def logit_of_crops(network, x, size, jump):
    logits = [
        network(x[..., row : row + size, column : column + size]).flatten()
        for row in range(0, 28 - size + 1, jump)
        for column in range(0, 28 - size + 1, jump)
    ]
    return torch.stack(logits).mean(dim=0)


# %% wrong: another mode
# says: You change the network that you are given
def logit_of_crops(network, x, size, jump):
    network.eval()
    crops = x.unfold(2, size, jump).unfold(3, size, jump).flatten(2, 3).movedim(2, 1)
    return network(crops.flatten(0, 1)).view(len(x), -1).mean(dim=1)


# %% wrong: learns no more
# says: You change the network that you are given
def logit_of_crops(network, x, size, jump):
    network.requires_grad_(False)
    crops = x.unfold(2, size, jump).unfold(3, size, jump).flatten(2, 3).movedim(2, 1)
    return network(crops.flatten(0, 1)).view(len(x), -1).mean(dim=1)


# %% wrong: axis lost
# says: does a `squeeze` drop the batch axis
def logit_of_crops(network, x, size, jump):
    crops = x.unfold(2, size, jump).unfold(3, size, jump).flatten(2, 3).movedim(2, 1)
    return network(crops.flatten(0, 1)).view(len(x), -1).mean(dim=1).squeeze()


# %% wrong: padded
# says: You pad the image
def logit_of_crops(network, x, size, jump):
    height, width = x.shape[-2:]
    x = F.pad(x, (0, -(width - size) % jump, 0, -(height - size) % jump))
    crops = x.unfold(2, size, jump).unfold(3, size, jump).flatten(2, 3).movedim(2, 1)
    return network(crops.flatten(0, 1)).view(len(x), -1).mean(dim=1)


# %% wrong: number of jumps
# says: You divide by the number of jumps
def logit_of_crops(network, x, size, jump):
    height, width = x.shape[-2:]
    crops = x.unfold(2, size, jump).unfold(3, size, jump).flatten(2, 3).movedim(2, 1)
    total = network(crops.flatten(0, 1)).view(len(x), -1).sum(dim=1)
    return total / ((height // jump) * (width // jump))


# %% wrong: median
# says: You take the median
def logit_of_crops(network, x, size, jump):
    crops = x.unfold(2, size, jump).unfold(3, size, jump).flatten(2, 3).movedim(2, 1)
    return network(crops.flatten(0, 1)).view(len(x), -1).median(dim=1).values


# %% wrong: blocks by reshape
# says: A `reshape` alone cuts no crops
def logit_of_crops(network, x, size, jump):
    height, width = (side // size * size for side in x.shape[-2:])
    blocks = x[..., :height, :width].reshape(-1, 1, size, size)
    return network(blocks).view(len(x), -1).mean(dim=1)


# %% wrong: the last one counts most
# says: You halve the sum at each crop
def logit_of_crops(network, x, size, jump):
    crops = x.unfold(2, size, jump).unfold(3, size, jump).flatten(2, 3).movedim(2, 1)
    first, *others = network(crops.flatten(0, 1)).view(len(x), -1).unbind(dim=1)
    for logit in others:
        first = (first + logit) / 2
    return first


# %% wrong: moved inside
# says: You add a crop that ends at the border
def logit_of_crops(network, x, size, jump):
    rows, columns = (
        sorted({*range(0, side - size + 1, jump), side - size}) for side in x.shape[-2:]
    )
    logits = [
        network(x[..., row : row + size, column : column + size]).flatten()
        for row in rows
        for column in columns
    ]
    return torch.stack(logits).mean(dim=0)


# %% right: unfold
def logit_of_crops(network, x, size, jump):
    crops = x.unfold(2, size, jump).unfold(3, size, jump).flatten(2, 3).movedim(2, 1)
    return network(crops.flatten(0, 1)).view(len(x), -1).mean(dim=1)


# %% right: one crop at a time
def logit_of_crops(network, x, size, jump):
    result = []
    for image in x:
        logits = []
        for row in range(0, x.shape[2] - size + 1, jump):
            for column in range(0, x.shape[3] - size + 1, jump):
                crop = image[None, :, row : row + size, column : column + size]
                logits.append(network(crop).item())
        result.append(sum(logits) / len(logits))
    return torch.tensor(result)


# %% right: a running sum
def logit_of_crops(network, x, size, jump):
    total, count, row = 0, 0, 0
    while row + size <= x.shape[2]:
        column = 0
        while column + size <= x.shape[3]:
            crop = x[:, :, row : row + size, column : column + size]
            total, count = total + network(crop)[:, 0, 0, 0], count + 1
            column += jump
        row += jump
    return total / count
