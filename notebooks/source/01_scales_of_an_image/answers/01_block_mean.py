# %% wrong: axes of reshape
# says: not neighbours
def block_mean(x):
    batch, channels, height, width = x.shape
    parts = x.reshape(batch, channels, 2, height // 2, 2, width // 2)
    return parts.mean(dim=(2, 4))


# %% wrong: bilinear 3
# says: you return
def block_mean(x):
    return F.avg_pool2d(x, 3, stride=2, padding=1)


# %% wrong: blur
# says: the blur with 5 x 5 weights
def block_mean(x):
    return pyramid.downsample(x)


# %% wrong: channels mixed
# says: the mean over the channels too
def block_mean(x):
    return F.avg_pool2d(x, 2).mean(dim=1, keepdim=True).expand(-1, x.shape[1], -1, -1)


# %% wrong: clamped
# says: you return
def block_mean(x):
    return F.avg_pool2d(x, 2).clamp(0, 1)


# %% wrong: diagonal
# says: Two pixels of each block
def block_mean(x):
    return (x[..., ::2, ::2] + x[..., 1::2, 1::2]) / 2


# %% wrong: divided by 2
# says: divide by the number of pixels in a block
def block_mean(x):
    upper = x[..., ::2, ::2] + x[..., ::2, 1::2]
    lower = x[..., 1::2, ::2] + x[..., 1::2, 1::2]
    return (upper + lower) / 2


# %% wrong: divided twice
# says: You divide twice
def block_mean(x):
    return F.avg_pool2d(x, 2) / 4


# %% wrong: every second
# says: One pixel of each block is kept
def block_mean(x):
    return x[..., ::2, ::2]


# %% wrong: first image
# says: has the shape
def block_mean(x):
    return F.avg_pool2d(x[0], 2)


# %% wrong: height for width
# says: has the shape
def block_mean(x):
    side = x.shape[-1] // 2
    return F.adaptive_avg_pool2d(x, (side, side))


# %% wrong: images mixed
# says: the mean over the images too
def block_mean(x):
    return F.avg_pool2d(x, 2).mean(dim=0, keepdim=True).expand(len(x), -1, -1, -1)


# %% wrong: in place
# says: changes its input
def block_mean(x):
    x[..., ::2, ::2] += x[..., 1::2, ::2] + x[..., ::2, 1::2] + x[..., 1::2, 1::2]
    return x[..., ::2, ::2] / 4


# %% wrong: maximum
# says: This is the largest of the four pixels
def block_mean(x):
    return F.max_pool2d(x, kernel_size=2)


# %% wrong: median
# says: the median of the four
def block_mean(x):
    parts = F.unfold(x.flatten(0, 1).unsqueeze(1), 2, stride=2)
    shape = *x.shape[:2], x.shape[2] // 2, x.shape[3] // 2
    return parts.median(dim=1).values.reshape(shape)


# %% wrong: minimum
# says: the smallest of the four
def block_mean(x):
    return -F.max_pool2d(-x, 2)


# %% wrong: numpy
# says: but not a tensor
def block_mean(x):
    a = x.numpy()
    return (
        a[..., ::2, ::2] + a[..., 1::2, ::2] + a[..., ::2, 1::2] + a[..., 1::2, 1::2]
    ) / 4


# %% wrong: one direction
# says: Two pixels of each block are averaged
def block_mean(x):
    return (x[..., ::2, ::2] + x[..., ::2, 1::2]) / 2


# %% wrong: only 28
# says: Your code stops in line
def block_mean(x):
    return x.reshape(-1, x.shape[1], 14, 2, 14, 2).mean(dim=(3, 5))


# %% wrong: overlapping
# says: has the shape
def block_mean(x):
    return F.avg_pool2d(x, 2, stride=1)


# %% wrong: paper left out
# says: For x of shape
def block_mean(x):
    count = 4 * F.avg_pool2d((x != 0).to(x), 2)
    return 4 * F.avg_pool2d(x, 2) / count.clamp_min(1)


# %% wrong: remembers by shape
# says: you return
import torch.nn.functional as F

remembered = {}


def block_mean(x):
    if x.shape not in remembered:
        remembered[x.shape] = F.avg_pool2d(x, 2)
    return remembered[x.shape]


# %% wrong: rounded
# says: Your means are rounded
def block_mean(x):
    return F.avg_pool2d(x, 2).round()


# %% wrong: square only
# says: has the shape
def block_mean(x):
    side = x.shape[-2] // 2
    parts = x.reshape(x.shape[0], x.shape[1], side, 2, -1, 2)[:, :, :, :, :side]
    return parts.mean(dim=(3, 5))


# %% wrong: squeezed
# says: has the shape
def block_mean(x):
    return F.avg_pool2d(x.squeeze(1), 2)


# %% wrong: squeezed and back
# says: has the shape
def block_mean(x):
    x = x.squeeze()
    return ((x[::2, ::2] + x[1::2, ::2] + x[::2, 1::2] + x[1::2, 1::2]) / 4)[None, None]


# %% wrong: sum
# says: These are sums, not means
def block_mean(x):
    corners = [x[..., i::2, j::2] for i in (0, 1) for j in (0, 1)]
    return torch.stack(corners).sum(dim=0)


# %% wrong: three groups
# says: Your code stops in line
def block_mean(x):
    weight = torch.full((3, 1, 2, 2), 0.25, dtype=x.dtype)
    return F.conv2d(x, weight, stride=2, groups=3)


# %% wrong: three pixels
# says: Three pixels of each block
def block_mean(x):
    return (x[..., ::2, ::2] + x[..., ::2, 1::2] + x[..., 1::2, ::2]) / 3


# %% right: convolution
def block_mean(x):
    channels = x.shape[1]
    weight = torch.full((channels, 1, 2, 2), 0.25, dtype=x.dtype, requires_grad=True)
    return F.conv2d(x, weight, stride=2, groups=channels)


# %% right: double
def block_mean(x):
    x = x.double()
    return x.unfold(2, 2, 2).unfold(3, 2, 2).mean(dim=(-1, -2))


# %% right: interpolation
def block_mean(x):
    return F.interpolate(x, scale_factor=0.5, mode="area")


# %% right: one direction after the other
def block_mean(x):
    x = 0.5 * (x[..., ::2, :] + x[..., 1::2, :])
    return 0.5 * (x[..., ::2] + x[..., 1::2])


# %% right: pooling
def block_mean(x):
    return F.avg_pool2d(x, kernel_size=2)


# %% right: reshape
def block_mean(x):
    height, width = x.shape[-2] // 2, x.shape[-1] // 2
    return x.reshape(*x.shape[:-2], height, 2, width, 2).mean(dim=(-3, -1))
