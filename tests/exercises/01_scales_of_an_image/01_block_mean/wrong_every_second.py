# rejected with: One pixel of each block is kept


def block_mean(x):
    return x[..., ::2, ::2]
