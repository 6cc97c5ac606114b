# %% wrong: band upside down
# says: the last row comes first
def bands(x, height):
    rows = x.squeeze(1).unflatten(1, (-1, height))
    return rows.flip(2).flatten(2)


# %% wrong: batch flattened
# says: Each image must stay apart
def bands(x, height):
    return x.reshape(-1, height * x.shape[-1])


# %% wrong: bottom first
# says: The last band comes first
def bands(x, height):
    return x.reshape(len(x), -1, height * x.shape[-1]).flip(1)


# %% wrong: channels kept
# says: axis of the channels
def bands(x, height):
    return x.unflatten(2, (-1, height)).flatten(3)


# %% wrong: chunk
# says: not how many bands there are
def bands(x, height):
    pieces = x[:, 0].chunk(height, dim=1)
    return torch.stack([piece.flatten(1) for piece in pieces], dim=1)


# %% wrong: columns
# says: column by column
def bands(x, height):
    _, _, rows, columns = x.shape
    turned = x.squeeze(1).transpose(1, 2)
    return turned.reshape(len(x), rows // height, height * columns)


# %% wrong: far rows
# says: neighbouring rows
def bands(x, height):
    steps = x.shape[2] // height
    return torch.stack([x[:, 0, i::steps].flatten(1) for i in range(steps)], dim=1)


# %% wrong: first band only
# says: you return
def bands(x, height):
    return x[:, 0, :height].reshape(len(x), 1, -1).expand(-1, x.shape[2] // height, -1)


# %% wrong: first image only
# says: you return
def bands(x, height):
    first = x[:1].reshape(1, x.shape[2] // height, height * x.shape[3])
    return first.expand(len(x), -1, -1)


# %% wrong: height 2
# says: Your code stops in line 2
def bands(x, height):
    return x.reshape(len(x), -1, 2 * x.shape[-1])


# %% wrong: height is number of bands
# says: not how many bands there are
def bands(x, height):
    return x.reshape(x.shape[0], height, -1)


# %% wrong: images mixed
# says: The images are mixed
def bands(x, height):
    _, _, rows, columns = x.shape
    mixed = x.reshape(rows // height, len(x), height * columns)
    return mixed.transpose(0, 1)


# %% wrong: last band missing
# says: you return
def bands(x, height):
    rows = x.squeeze(1)
    steps = range(0, rows.shape[1] - height, height)
    return torch.stack([rows[:, i : i + height].flatten(1) for i in steps], dim=1)


# %% wrong: list
# says: is a list, but not a tensor
def bands(x, height):
    return [image.reshape(-1, height * x.shape[-1]) for image in x]


# %% wrong: mean of rows
# says: keeps all its pixels
def bands(x, height):
    return x.squeeze(1).unflatten(1, (-1, height)).mean(dim=2)


# %% wrong: not joined
# says: one behind the other
def bands(x, height):
    return x.squeeze(1).unflatten(1, (-1, height))


# %% wrong: one image
# says: Your code stops in line 2
def bands(x, height):
    return x.reshape(1, x.shape[2] // height, height * x.shape[3])


# %% wrong: only 28
# says: Your code stops in line 2
def bands(x, height):
    return x.view(len(x), 28 // height, height * 28)


# %% wrong: overlapping
# says: Your bands overlap
def bands(x, height):
    rows = x.squeeze(1)
    last = rows.shape[1] - height + 1
    return torch.stack([rows[:, i : i + height].flatten(1) for i in range(last)], dim=1)


# %% wrong: row by row
# says: That is row by row
def bands(x, height):
    return x.squeeze(1)


# %% wrong: shape only
# says: is a Size, but not a tensor
def bands(x, height):
    return torch.Size([len(x), x.shape[2] // height, height * x.shape[3]])


# %% wrong: side by side
# says: you return
def bands(x, height):
    rows = x.squeeze(1)
    return rows.unfold(2, height, height).permute(0, 2, 1, 3).flatten(2)


# %% wrong: sorted
# says: you return
def bands(x, height):
    return x.reshape(len(x), -1, height * x.shape[-1]).sort(dim=-1).values


# %% wrong: square images
# says: you return
def bands(x, height):
    side = x.shape[-1]
    return x.reshape(len(x), side // height, -1)


# %% wrong: squeeze
# says: must stay, even for one image
def bands(x, height):
    rows = x.squeeze()
    return rows.reshape(
        *rows.shape[:-2], rows.shape[-2] // height, height * rows.shape[-1]
    )


# %% wrong: steps first
# says: must count the images
def bands(x, height):
    pieces = x.squeeze(1).split(height, dim=1)
    return torch.stack([piece.flatten(1) for piece in pieces])


# %% wrong: sum of rows
# says: their sum
def bands(x, height):
    return x.squeeze(1).unflatten(1, (-1, height)).sum(dim=2)


# %% wrong: two rows swapped
# says: you return
def bands(x, height):
    _, _, rows, width = x.shape
    order = torch.arange(rows).unflatten(0, (-1, height)).roll(1, dims=1).flatten()
    return x[:, :, order].reshape(len(x), rows // height, height * width)


# %% wrong: whole image
# says: Each time step must stay apart
def bands(x, height):
    return x.flatten(1)


# %% wrong: whole numbers
# says: you return
def bands(x, height):
    return x.int().reshape(len(x), -1, height * x.shape[-1])


# %% wrong: width 28
# says: Your code stops in line 2
def bands(x, height):
    return x.reshape(len(x), -1, height * 28)


# %% wrong: within a band
# says: down the columns
def bands(x, height):
    pieces = x.squeeze(1).split(height, dim=1)
    return torch.stack([piece.transpose(1, 2).flatten(1) for piece in pieces], dim=1)


# %% right: cat
def bands(x, height):
    rows = [x[:, 0, i::height] for i in range(height)]
    return torch.cat(rows, dim=2)


# %% right: chunks
def bands(x, height):
    pieces = x.squeeze(1).split(height, dim=1)  # each (batch, height, width)
    return torch.stack([piece.flatten(1) for piece in pieces], dim=1)


# %% right: loops
def bands(x, height):
    result = []
    for image in x[:, 0]:
        steps = range(0, image.shape[0], height)
        result.append(torch.stack([image[i : i + height].ravel() for i in steps]))
    return torch.stack(result)


# %% right: numpy
def bands(x, height):
    import numpy as np

    pixels = np.array(x.tolist())
    return torch.tensor(pixels.reshape(len(x), x.shape[2] // height, -1))


# %% right: unflatten
def bands(x, height):
    return x.squeeze(1).unflatten(1, (-1, height)).flatten(start_dim=2)


# %% right: unfold
def bands(x, height):
    return x[:, 0].unfold(1, height, height).transpose(2, 3).flatten(2)


# %% right: view
def bands(x, height):
    return x.contiguous().view(len(x), -1, height * x.shape[-1])
