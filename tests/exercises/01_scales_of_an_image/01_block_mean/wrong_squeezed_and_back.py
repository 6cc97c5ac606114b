# rejected with: has the shape


def block_mean(x):
    x = x.squeeze()
    return ((x[::2, ::2] + x[1::2, ::2] + x[::2, 1::2] + x[1::2, 1::2]) / 4)[None, None]
