# rejected with: This is the largest of the four pixels


def block_mean(x):
    return F.max_pool2d(x, kernel_size=2)
