# rejected with: the smallest of the four


def block_mean(x):
    return -F.max_pool2d(-x, 2)
