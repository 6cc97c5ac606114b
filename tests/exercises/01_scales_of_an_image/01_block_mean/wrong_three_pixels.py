# rejected with: Three pixels of each block


def block_mean(x):
    return (x[..., ::2, ::2] + x[..., ::2, 1::2] + x[..., 1::2, ::2]) / 3
