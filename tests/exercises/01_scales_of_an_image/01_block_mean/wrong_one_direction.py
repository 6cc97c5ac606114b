# rejected with: Two pixels of each block are averaged


def block_mean(x):
    return (x[..., ::2, ::2] + x[..., ::2, 1::2]) / 2
