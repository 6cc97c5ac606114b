# rejected with: changes its input


def block_mean(x):
    x[..., ::2, ::2] += x[..., 1::2, ::2] + x[..., ::2, 1::2] + x[..., 1::2, 1::2]
    return x[..., ::2, ::2] / 4
