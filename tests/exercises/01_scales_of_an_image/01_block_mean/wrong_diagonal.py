# rejected with: Two pixels of each block


def block_mean(x):
    return (x[..., ::2, ::2] + x[..., 1::2, 1::2]) / 2
