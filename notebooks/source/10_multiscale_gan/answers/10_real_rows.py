# %% wrong: no blur
# says: The blur is missing
def real_rows(x, num_levels):
    rows = [x.flatten(1)]
    for _ in range(num_levels - 1):
        x = x[..., ::2, ::2]
        rows.append(x.flatten(1))
    return torch.cat(rows, dim=1)


# %% wrong: blurred too late
# says: You blur after rows and columns have been dropped
def real_rows(x, num_levels):
    rows = [x.flatten(1)]
    for _ in range(num_levels - 1):
        x = x[..., ::2, ::2]
        x = blur(x) if min(x.shape[-2:]) > 2 else x
        rows.append(x.flatten(1))
    return torch.cat(rows, dim=1)


# %% wrong: odd rows
# says: You keep rows and columns 1, 3, 5
def real_rows(x, num_levels):
    rows = [x.flatten(1)]
    for _ in range(num_levels - 1):
        x = blur(x)[..., 1::2, 1::2]
        rows.append(x.flatten(1))
    return torch.cat(rows, dim=1)


# %% wrong: means of four
# says: You take means of four pixels
def real_rows(x, num_levels):
    rows = [x.flatten(1)]
    for _ in range(num_levels - 1):
        x = torch.nn.functional.avg_pool2d(x, 2)
        rows.append(x.flatten(1))
    return torch.cat(rows, dim=1)


# %% wrong: blurred twice
# says: You blur twice
def real_rows(x, num_levels):
    rows = [x.flatten(1)]
    for _ in range(num_levels - 1):
        x = blur(blur(x))[..., ::2, ::2]
        rows.append(x.flatten(1))
    return torch.cat(rows, dim=1)


# %% wrong: image blurred
# says: Level 0 is the image itself
def real_rows(x, num_levels):
    rows = [blur(x).flatten(1)]
    for _ in range(num_levels - 1):
        x = blur(x)[..., ::2, ::2]
        rows.append(x.flatten(1))
    return torch.cat(rows, dim=1)


# %% wrong: coarsest first
# says: The finest level comes first
def real_rows(x, num_levels):
    rows = [x.flatten(1)]
    for _ in range(num_levels - 1):
        x = blur(x)[..., ::2, ::2]
        rows.insert(0, x.flatten(1))
    return torch.cat(rows, dim=1)


# %% wrong: image left out
# says: The finest level, the image itself, is missing
def real_rows(x, num_levels):
    rows = [x[:, :, :0].flatten(1)]
    for _ in range(num_levels - 1):
        x = blur(x)[..., ::2, ::2]
        rows.append(x.flatten(1))
    return torch.cat(rows, dim=1)


# %% wrong: one level more
# says: There is a level too many
def real_rows(x, num_levels):
    rows = [x.flatten(1)]
    for _ in range(num_levels):
        x = (blur(x) if min(x.shape[-2:]) > 2 else x)[..., ::2, ::2]
        rows.append(x.flatten(1))
    return torch.cat(rows, dim=1)


# %% wrong: one level less
# says: The coarsest level is missing
def real_rows(x, num_levels):
    rows = [x.flatten(1)]
    for _ in range(num_levels - 2):
        x = blur(x)[..., ::2, ::2]
        rows.append(x.flatten(1))
    return torch.cat(rows, dim=1)


# %% wrong: all of the image
# says: yours are all made of the image
def real_rows(x, num_levels):
    smooth = blur(x)
    rows = [smooth[..., :: 2**k, :: 2**k].flatten(1) for k in range(1, num_levels)]
    return torch.cat([x.flatten(1), *rows], dim=1)


# %% wrong: a list
# says: You return a list
def real_rows(x, num_levels):
    rows = [x.flatten(1)]
    for _ in range(num_levels - 1):
        x = blur(x)[..., ::2, ::2]
        rows.append(x.flatten(1))
    return rows


# %% wrong: all images in one row
# says: All images are in one row
def real_rows(x, num_levels):
    rows = [x.flatten()]
    for _ in range(num_levels - 1):
        x = blur(x)[..., ::2, ::2]
        rows.append(x.flatten())
    return torch.cat(rows)


# %% wrong: column by column
# says: Rows and columns are swapped
def real_rows(x, num_levels):
    rows = [x.transpose(2, 3).flatten(1)]
    for _ in range(num_levels - 1):
        x = blur(x)[..., ::2, ::2]
        rows.append(x.transpose(2, 3).flatten(1))
    return torch.cat(rows, dim=1)


# %% wrong: three levels always
# says: you return the shape
def real_rows(x, num_levels):
    rows = [x.flatten(1)]
    for _ in range(2):
        x = (blur(x) if min(x.shape[-2:]) > 2 else x)[..., ::2, ::2]
        rows.append(x.flatten(1))
    return torch.cat(rows, dim=1)


# %% right: the library's
from msgan_lib.pyramid import gaussian_pyramid, pack


def real_rows(x, num_levels):
    return pack(gaussian_pyramid(x, num_levels))


# %% right: in float64
def real_rows(x, num_levels):
    x, rows = x.double(), []
    for level in range(num_levels):
        if level:
            x = blur(x)[:, :, ::2, ::2]
        rows.append(x.reshape(len(x), -1))
    return torch.hstack(rows)


# %% right: written into place
def real_rows(x, num_levels):
    levels = [x]
    while len(levels) < num_levels:
        smooth = blur(levels[-1])
        height, width = smooth.shape[-2:]
        rows, columns = torch.arange(0, height, 2), torch.arange(0, width, 2)
        levels.append(smooth[:, :, rows][..., columns])
    out = torch.empty(len(x), sum(level[0].numel() for level in levels))
    start = 0
    for level in levels:
        out[:, start : start + level[0].numel()] = level.reshape(len(x), -1)
        start += level[0].numel()
    return out


# %% wrong: three levels at most
# says: The coarsest level is missing
def real_rows(x, num_levels):
    rows = [x.flatten(1)]
    for _ in range(min(num_levels, 3) - 1):
        x = blur(x)[..., ::2, ::2]
        rows.append(x.flatten(1))
    return torch.cat(rows, dim=1)


# %% wrong: 28 pixels at most
# says: you return the shape
def real_rows(x, num_levels):
    x = x[..., :28, :28]
    rows = [x.flatten(1)]
    for _ in range(num_levels - 1):
        x = blur(x)[..., ::2, ::2]
        rows.append(x.flatten(1))
    return torch.cat(rows, dim=1)


# %% wrong: pixels of several images in a row
# says: pixels of several images
def real_rows(x, num_levels):
    rows = [x.flatten()]
    for _ in range(num_levels - 1):
        x = blur(x)[..., ::2, ::2]
        rows.append(x.flatten())
    return torch.cat(rows).view(len(x), -1)


# %% wrong: numbers in a list
# says: You return a list
def real_rows(x, num_levels):
    rows = [x.flatten(1)]
    for _ in range(num_levels - 1):
        x = blur(x)[..., ::2, ::2]
        rows.append(x.flatten(1))
    return torch.cat(rows, dim=1).tolist()
