# rejected with: has the shape


def block_mean(x):
    return F.avg_pool2d(x[0], 2)
